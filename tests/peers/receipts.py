"""The reader beside RapidOCR on scanned receipts: word recall, CPU time, peak memory.

    python3 -m pip install rapidocr==3.10.0 onnxruntime
    cargo build --profile bench --bench papers
    SHIFU_MODELS=... python3 tests/peers/receipts.py FOLDER target/release/deps/papers-...

FOLDER holds img/NNN.jpg and box/NNN.csv (four corners and a text a line, ICDAR 2019 SROIE). Both read on one core,
one after the other, each in a process of its own. A word is what stands between blanks, compared without case; each
word of a receipt may be found once. CPU is that of reading, with loading of the networks and decoding of the
pictures left out; memory is the peak of the process.
"""

import collections
import json
import os
import pathlib
import subprocess
import sys
import time


def words(lines):
    return collections.Counter(word for line in lines for word in line.upper().split())


def truth(file):
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return words(line.split(",", 8)[8] for line in lines if line.count(",") >= 8)


def peer(folder):
    """Reads with RapidOCR in this process and prints what the Rust side prints."""
    import cv2
    from rapidocr import RapidOCR

    params = {
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Global.log_level": "error",
    }
    engine = RapidOCR(params=params)
    spent = 0.0
    for file in sorted(pathlib.Path(folder).iterdir()):
        picture = cv2.imread(str(file))
        start = time.process_time()
        found = engine(picture)
        spent += time.process_time() - start
        print(json.dumps({"name": file.stem, "lines": list(found.txts or [])}))
    print(json.dumps({"cpu_seconds": spent}))


def run(name, command, folder):
    core = {min(os.sched_getaffinity(0))}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, preexec_fn=lambda: os.sched_setaffinity(0, core)
    )
    rows = [json.loads(line) for line in process.stdout if line.startswith("{")]
    _, _, usage = os.wait4(process.pid, 0)
    found = {row["name"]: words(row["lines"]) for row in rows if "name" in row}
    wanted = hit = 0
    for file in sorted((folder / "box").glob("*.csv")):
        there = truth(file)
        wanted += sum(there.values())
        hit += sum((there & found.get(file.stem, collections.Counter())).values())
    cpu = next(row["cpu_seconds"] for row in rows if "cpu_seconds" in row)
    print(
        f"{name:9} recall {hit / wanted:.4f} ({hit} of {wanted}), CPU {cpu / max(len(found), 1):.2f} s a receipt, "
        f"peak {usage.ru_maxrss / 1024:.0f} MB",
        flush=True,
    )


def main():
    if sys.argv[1] == "--peer":
        peer(sys.argv[2])
        return
    folder, binary = pathlib.Path(sys.argv[1]), sys.argv[2]
    pictures = str(folder / "img")
    run("rapidocr", [sys.executable, __file__, "--peer", pictures], folder)
    run("shifu", [binary, "--bench", "words", pictures], folder)


if __name__ == "__main__":
    main()
