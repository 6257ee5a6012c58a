//! A private PostgreSQL server for this test process, gone when the process is.
//!
//! It lives in a folder of its own under the temporary folder, listens on the loopback address
//! only and trusts everyone there, forgets durability (nothing here outlives the run) and belongs
//! to an unprivileged user when the tests run as root, because PostgreSQL refuses root.
//!
//! Its end is in the hands of a small shell: it starts the server as its own child, waits for the
//! pipe from this process to close, which happens however this process ends, stops that very
//! child and removes the folder. A `Drop` would not do: statics are not dropped, and a killed test
//! run drops nothing.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};

use crate::notice;

/// Longest wait for the server to answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Creates and runs the server until standard input closes. Arguments: the folder, the folder of
/// the programs, the port, then what to put before a program to run it as another user.
///
/// Two signals, because a shell starts what it puts in the background with QUIT ignored: TERM ends
/// a server that has not yet installed its handlers, QUIT one that has, without waiting.
const KEEPER: &str = r#"trap : INT HUP
folder=$1; programs=$2; port=$3; shift 3
exec >"$folder/server.log" 2>&1
"$@" "$programs/initdb" --pgdata="$folder/data" --auth=trust --username=shifu --no-sync \
    --encoding=UTF8 --locale=C
"$@" "$programs/postgres" -D "$folder/data" -c port="$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories="$folder" -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off &
server=$!
read -r _
kill -TERM "$server"
kill -QUIT "$server"
wait "$server"
rm -rf "$folder""#;

struct Server {
    port: u16,
    /// Creating databases from one template must not happen twice at a time.
    admin: Mutex<PgConnection>,
    count: AtomicU32,
    /// Its standard input is the pipe whose closing ends the server.
    _keeper: Child,
}

/// Creates a database of its own for a test, a copy of `template` (a database's name) if given,
/// and returns its `postgres://` address; `None`, with a printed line, where PostgreSQL is not
/// installed. The template must have no open connection at that moment.
///
/// # Panics
/// When the server cannot be started or the database not created, and in CI when PostgreSQL is
/// missing.
pub fn fresh_database(template: Option<&str>) -> Option<String> {
    let server = server()?;
    let name = format!("shifu_test_{}", server.count.fetch_add(1, Ordering::Relaxed));
    let template = template.unwrap_or("template0");
    assert!(is_plain(template), "{template:?} is no plain database name");
    // Copying files beats logging every page here: there is no log to ship, nothing to recover.
    let statement = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    let mut admin = server.admin.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    sql_query(statement).execute(&mut *admin).unwrap_or_else(|error| panic!("creating {name}: {error}"));
    Some(address(server.port, &name))
}

/// The database's name in an address of [`fresh_database`], to name it as a template: fill one
/// database (run the migrations, close every connection) once per process behind a `OnceLock`,
/// and copy it for every test.
pub fn name_of(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn address(port: u16, database: &str) -> String {
    format!("postgres://shifu@127.0.0.1:{port}/{database}")
}

fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| {
            let binaries = binaries();
            if binaries.is_none() {
                notice::skipped("tests on PostgreSQL", "initdb and postgres were not found");
            }
            binaries.map(|binaries| start(&binaries))
        })
        .as_ref()
}

/// The folder with `initdb` and `postgres`: what `pg_config` names, Debian's places (the highest
/// version first), the search path.
fn binaries() -> Option<PathBuf> {
    let asked = Command::new("pg_config").arg("--bindir").output().ok();
    let asked = asked.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    debian.sort_unstable_by(|one, other| other.cmp(one));
    let path = std::env::var_os("PATH").unwrap_or_default();
    asked
        .into_iter()
        .chain(debian.into_iter().map(|(_, folder)| folder))
        .chain(std::env::split_paths(&path))
        .find(|folder| ["initdb", "postgres"].iter().all(|program| folder.join(program).is_file()))
}

fn start(binaries: &Path) -> Server {
    let folder = tempfile::Builder::new().prefix("shifu-pg-").tempdir().expect("a temporary folder");
    // From here on the keeper removes it.
    let folder = folder.keep();
    let user = rustix::process::geteuid().is_root().then(unprivileged);
    if let Some(user) = &user {
        std::os::unix::fs::chown(&folder, Some(user.id), Some(user.group))
            .expect("root may give a folder away");
    }
    let port = free_port();
    let mut keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper"])
        .args([folder.as_path(), binaries])
        .arg(port.to_string())
        .args(user.iter().flat_map(User::become_it))
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh starts");
    match connect(port) {
        Ok(admin) => Server { port, admin: Mutex::new(admin), count: AtomicU32::new(0), _keeper: keeper },
        Err(error) => {
            let log = fs::read_to_string(folder.join("server.log")).unwrap_or_default();
            // Ends the keeper and with it a server that is up but does not answer.
            drop(keeper.stdin.take().map(|mut pipe| pipe.write_all(b"\n")));
            let _ = keeper.wait();
            panic!("PostgreSQL did not start: {error}\n{log}");
        }
    }
}

/// A port that was free a moment ago. Another process may take it first: then the server ends at
/// once and its log, which the panic shows, says so.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port");
    listener.local_addr().expect("a bound socket has an address").port()
}

fn connect(port: u16) -> Result<PgConnection, String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match PgConnection::establish(&address(port, "postgres")) {
            Ok(connection) => return Ok(connection),
            Err(error) if Instant::now() > deadline => return Err(error.to_string()),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// A user of the system, by `/etc/passwd`.
#[derive(Debug, PartialEq, Eq)]
struct User {
    id: u32,
    group: u32,
}

fn unprivileged() -> User {
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| account(&accounts, name))
        .expect("a system has an account named postgres or nobody")
}

fn account(accounts: &str, name: &str) -> Option<User> {
    accounts.lines().find_map(|line| match line.split(':').collect::<Vec<_>>()[..] {
        [who, _, id, group, ..] if who == name => {
            Some(User { id: id.parse().ok()?, group: group.parse().ok()? })
        }
        _ => None,
    })
}

impl User {
    /// Words to put before a command. `setpriv` (util-linux, on every Debian) rather than `su`,
    /// which starts a shell and may ask.
    fn become_it(&self) -> [String; 4] {
        let Self { id, group } = self;
        let [id, group] = [format!("--reuid={id}"), format!("--regid={group}")];
        ["setpriv".to_owned(), id, group, "--clear-groups".to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One number from the first row of a query.
    #[derive(diesel::QueryableByName)]
    struct Number {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        number: i64,
    }

    fn number(address: &str, query: &str) -> Result<i64, diesel::result::Error> {
        let mut connection = PgConnection::establish(address).unwrap();
        sql_query(query).get_result::<Number>(&mut connection).map(|row| row.number)
    }

    #[test]
    fn databases_are_private_copies_of_their_template() {
        let Some(origin) = fresh_database(None) else { return };
        let mut connection = PgConnection::establish(&origin).unwrap();
        sql_query("CREATE TABLE seals (name TEXT)").execute(&mut connection).unwrap();
        drop(connection);

        let [one, other] = [(); 2].map(|()| fresh_database(Some(name_of(&origin))).unwrap());
        let mut connection = PgConnection::establish(&one).unwrap();
        sql_query("INSERT INTO seals VALUES ('red')").execute(&mut connection).unwrap();
        let count = "SELECT count(*) AS number FROM seals";
        assert_eq!(number(&one, count), Ok(1));
        assert_eq!(number(&other, count), Ok(0));
        assert!(number(&fresh_database(None).unwrap(), count).is_err());
    }

    #[test]
    fn the_server_forgets_durability_and_has_room() {
        let Some(address) = fresh_database(None) else { return };
        let setting = |name: &str, value: &str| {
            let query = format!(
                "SELECT count(*) AS number FROM pg_settings WHERE name = '{name}' AND setting = '{value}'"
            );
            number(&address, &query).unwrap()
        };
        assert_eq!(setting("fsync", "off"), 1);
        assert_eq!(setting("max_connections", "200"), 1);
        assert_eq!(setting("listen_addresses", "127.0.0.1"), 1);
    }

    #[test]
    fn accounts_are_read() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n";
        assert_eq!(account(accounts, "nobody"), Some(User { id: 65534, group: 65533 }));
        assert_eq!(account(accounts, "postgres"), None);
    }

    #[test]
    fn only_plain_names_reach_the_statement() {
        assert!(is_plain("shifu_test_1"));
        for name in ["", "a b", "a;", "\"a\"", "A"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
