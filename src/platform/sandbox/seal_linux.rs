//! Linux: resource limits set from outside, Landlock and seccomp put on from inside.

use std::collections::BTreeMap;
use std::process::Child;

use landlock::{
    ABI, Access, AccessFs, AccessNet, LandlockStatus, Ruleset, RulesetAttr, RulesetStatus, Scope,
};
use rustix::process::{DumpableBehavior, Pid, Resource, Rlimit, Signal};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};

use super::{Cap, Support, wire::Seals};

/// Newest Landlock interface asked for; older kernels give what they have.
const LANDLOCK: ABI = ABI::V7;
/// The main thread's stack. Deep recursion ends here instead of in the memory limit.
const STACK_BYTES: u64 = 8 << 20;
/// Address space beyond the memory cap: the program's own text, libraries, and the 64 MB of
/// unused address space that the allocator reserves for each thread.
const ADDRESS_SLACK: u64 = 1 << 30;

/// Sets the limits on a started child. From outside, so that the figures need not travel through
/// the child's arguments and the child's own code cannot forget one.
///
/// Memory is capped by `RLIMIT_DATA`, which counts private writable pages as they are asked for.
/// `RLIMIT_AS` alone would also count the allocator's reservations (64 MB a thread, never
/// touched) and so refuse an honest decoder on a machine with many cores; it stands behind with
/// slack. Shared and file mappings, which `RLIMIT_DATA` does not count, are refused by seccomp.
/// `RLIMIT_NPROC` is left alone on purpose: it counts all of a user's threads, the server's
/// included, so any useful figure would strike at random; seccomp refuses processes instead.
pub(super) fn limit(child: &Child, cap: &Cap) -> std::io::Result<()> {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let Some(pid) = pid else { return Err(std::io::Error::other("the child has no process id")) };
    let cpu = Rlimit { current: Some(cap.cpu_seconds), maximum: Some(cap.cpu_seconds.saturating_add(1)) };
    let hard = |figure| Rlimit { current: Some(figure), maximum: Some(figure) };
    for (resource, figure) in [
        (Resource::Data, hard(cap.memory_bytes)),
        (Resource::As, hard(cap.memory_bytes.saturating_add(ADDRESS_SLACK))),
        (Resource::Stack, hard(STACK_BYTES)),
        (Resource::Cpu, cpu),
        (Resource::Fsize, hard(0)),
        (Resource::Core, hard(0)),
        (Resource::Nofile, hard(8)),
        (Resource::Memlock, hard(0)),
        (Resource::Msgqueue, hard(0)),
    ] {
        rustix::process::prlimit(Some(pid), resource, figure)?;
    }
    Ok(())
}

/// What this kernel offers.
pub(super) fn support() -> Support {
    Support { landlock_abi: landlock_abi(), seccomp: seccomp_offered() }
}

fn landlock_abi() -> Option<u32> {
    const VERSION: libc::c_ulong = 1; // LANDLOCK_CREATE_RULESET_VERSION
    // SAFETY: with a null attribute of length 0 and this flag the call only returns a number.
    let abi = unsafe {
        libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::null::<libc::c_void>(), 0_usize, VERSION)
    };
    u32::try_from(abi).ok().filter(|&abi| abi > 0)
}

fn seccomp_offered() -> bool {
    const ACTION_AVAILABLE: libc::c_ulong = 2; // SECCOMP_GET_ACTION_AVAIL
    TargetArch::try_from(std::env::consts::ARCH).is_ok()
        && [libc::SECCOMP_RET_KILL_PROCESS, libc::SECCOMP_RET_ERRNO].iter().all(|action| {
            // SAFETY: the call reads four bytes from a live, aligned u32 and changes nothing.
            unsafe {
                libc::syscall(libc::SYS_seccomp, ACTION_AVAILABLE, 0_usize, std::ptr::from_ref(action)) == 0
            }
        })
}

/// Seals this process, which must still have a single thread. Goes as far as the kernel lets it
/// and reports what holds; whether that is enough is the parent's decision.
pub(super) fn seal() -> Seals {
    // If the parent dies, its decoder must not outlive it. Failing is harmless: the pipe closes.
    let _ = rustix::process::set_parent_process_death_signal(Some(Signal::KILL));
    let _ = rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let closed = close_inherited();
    let landlock = put_on_landlock();
    let seccomp = put_on_seccomp();
    Seals { landlock: landlock && closed, seccomp }
}

/// Closes every descriptor above standard error, so that nothing the server had open without
/// close-on-exec is within reach.
fn close_inherited() -> bool {
    // SAFETY: the caller is the first thing `main` does in this process, so nothing in it owns a
    // descriptor above 2; what is closed was inherited by accident.
    unsafe { libc::syscall(libc::SYS_close_range, 3_u32, u32::MAX, 0_u32) == 0 }
}

fn put_on_landlock() -> bool {
    let restrict = || {
        Ruleset::default()
            .handle_access(AccessFs::from_all(LANDLOCK))?
            .handle_access(AccessNet::from_all(LANDLOCK))?
            .scope(Scope::from_all(LANDLOCK))?
            .create()?
            .restrict_self()
    };
    restrict().is_ok_and(|status| {
        status.no_new_privs
            && status.ruleset != RulesetStatus::NotEnforced
            && matches!(status.landlock, LandlockStatus::Available { .. })
    })
}

/// Installs three filters; of several the kernel takes the strictest answer.
///
/// 1. What only an attacker asks for ends the process: a loud and unmistakable trace.
/// 2. `clone3` hides its flags in memory where a filter cannot look. "No such call" makes the C
///    library fall back to `clone`, whose flags the third filter reads.
/// 3. The allow-list. Everything else fails with `EPERM` rather than killing, because honest
///    libraries ask harmless things (how many cores? what time zone?) and take no for an answer.
fn put_on_seccomp() -> bool {
    [hostile(), no_clone3(), allowed()]
        .into_iter()
        .all(|filter| filter.is_ok_and(|program: BpfProgram| seccompiler::apply_filter(&program).is_ok()))
}

type Compiled = Result<BpfProgram, seccompiler::BackendError>;
type Rules = BTreeMap<i64, Vec<SeccompRule>>;

fn compile(rules: Rules, otherwise: SeccompAction, matched: SeccompAction) -> Compiled {
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    SeccompFilter::new(rules, otherwise, matched, arch)?.try_into()
}

fn hostile() -> Compiled {
    #[cfg(target_arch = "x86_64")]
    let old = [libc::SYS_fork, libc::SYS_vfork];
    #[cfg(not(target_arch = "x86_64"))]
    let old = [];
    let calls = [
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_kill,
        libc::SYS_tkill,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_getfd,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_memfd_create,
        libc::SYS_io_uring_setup,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_kexec_load,
        libc::SYS_reboot,
    ];
    let rules = calls.into_iter().chain(old).map(|call| (call, Vec::new())).collect();
    compile(rules, SeccompAction::Allow, SeccompAction::KillProcess)
}

fn no_clone3() -> Compiled {
    compile(
        BTreeMap::from([(libc::SYS_clone3, Vec::new())]),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS.unsigned_abs()),
    )
}

/// `argument & mask == value`.
fn masked(argument: u8, mask: i32, value: i32) -> Result<SeccompCondition, seccompiler::BackendError> {
    // Flags are read as their 32 bits; `unsigned_abs` would mangle the top one.
    let bits = |flags: i32| u64::from(flags.cast_unsigned());
    SeccompCondition::new(argument, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(bits(mask)), bits(value))
}

/// The low 32 bits of the argument are `value`: for arguments that C declares as `int`.
fn is(argument: u8, value: i32) -> Result<SeccompCondition, seccompiler::BackendError> {
    let value = u64::from(value.cast_unsigned());
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value)
}

fn rule(conditions: Vec<SeccompCondition>) -> Result<SeccompRule, seccompiler::BackendError> {
    SeccompRule::new(conditions)
}

fn allowed() -> Compiled {
    let plain = [
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_set_robust_list,
        libc::SYS_rseq,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_clock_getres,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_gettimeofday,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_restart_syscall,
        libc::SYS_sigaltstack,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_clone3, // answered by `no_clone3`
    ];
    let mut rules: Rules = plain.into_iter().map(|call| (call, Vec::new())).collect();

    // Only the three pipes exist; naming them costs nothing and outlives a mistake elsewhere.
    rules.insert(libc::SYS_read, vec![rule(vec![is(0, 0)?])?]);
    for call in [libc::SYS_write, libc::SYS_writev] {
        rules.insert(call, vec![rule(vec![is(0, 1)?])?, rule(vec![is(0, 2)?])?]);
    }

    // Memory: private, anonymous, not growing downwards (those would escape RLIMIT_DATA), and
    // never executable, so that no code can be brought in as data.
    let kind = libc::MAP_SHARED | libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_GROWSDOWN;
    let private = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    rules
        .insert(libc::SYS_mmap, vec![rule(vec![masked(2, libc::PROT_EXEC, 0)?, masked(3, kind, private)?])?]);
    rules.insert(libc::SYS_mprotect, vec![rule(vec![masked(2, libc::PROT_EXEC, 0)?])?]);

    // Threads of this process, in its own name spaces; no process.
    let spaces = libc::CLONE_NEWNS
        | libc::CLONE_NEWCGROUP
        | libc::CLONE_NEWUTS
        | libc::CLONE_NEWIPC
        | libc::CLONE_NEWUSER
        | libc::CLONE_NEWPID
        | libc::CLONE_NEWNET
        | libc::CLONE_PTRACE
        | libc::CLONE_VFORK;
    let thread = libc::CLONE_THREAD | libc::CLONE_VM | libc::CLONE_SIGHAND;
    rules.insert(libc::SYS_clone, vec![rule(vec![masked(0, spaces | thread, thread)?])?]);

    // A thread may name itself, ask for its own limits, and abort its own process.
    rules.insert(libc::SYS_prctl, vec![rule(vec![is(0, libc::PR_SET_NAME)?])?]);
    let null = SeccompCondition::new(2, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, 0)?;
    rules.insert(libc::SYS_prlimit64, vec![rule(vec![is(0, 0)?, null])?]);
    let own = rustix::process::getpid().as_raw_nonzero().get();
    rules.insert(libc::SYS_tgkill, vec![rule(vec![is(0, own)?, is(2, libc::SIGABRT)?])?]);

    compile(rules, SeccompAction::Errno(libc::EPERM.unsigned_abs()), SeccompAction::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_compile_here() {
        for filter in [hostile(), no_clone3(), allowed()] {
            assert!(!filter.unwrap().is_empty());
        }
    }
}
