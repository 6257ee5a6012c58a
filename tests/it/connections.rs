//! What happens to pooled connections when the database server ends them.

use diesel::{RunQueryDsl, sql_query};
use shifu::features::audit;

use crate::harness::{Engine, Hall};

/// Ends every connection of the hall but the one that says so, as a restart of the server does.
fn end_connections(hall: &Hall) {
    let ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sql_query(ended).execute(&mut *hall.site.db.maintenance().unwrap()).unwrap();
}

#[test]
fn a_connection_that_the_server_ended_is_replaced() {
    // SQLite has no server.
    let Some(hall) = Hall::open(Engine::Postgres) else { return };
    let look = || hall.site.db.read_blocking(audit::head);
    let together = || {
        // Several at once, so that more than the connection of the moment is used.
        std::thread::scope(|scope| {
            let asked: Vec<_> = (0..4).map(|_| scope.spawn(look)).collect();
            asked.into_iter().map(|thread| thread.join().unwrap()).filter(Result::is_err).count()
        })
    };
    assert_eq!(together(), 0);
    end_connections(&hall);
    // Trusted a moment ago, a dead connection may fail whoever has it, once.
    let failed: usize = (0..6).map(|_| together()).sum();
    assert!(failed <= 4, "each connection fails once at most: {failed}");
    assert_eq!(together(), 0, "all are replaced");

    end_connections(&hall);
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(together(), 0, "one that rested is asked before it is used");
    assert_eq!(hall.stranger().get("/health/ready").status, 200);
    hall.leave();
}
