//! The demonstration's past: lived through by the rules, and leaving work for today.

use shifu::features::{apprenticeship, audit};

use crate::harness::{Engine, Hall};

#[test]
fn the_past_leaves_a_certificate_a_redo_and_work_for_today() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(hall) = Hall::open_with_past(engine) else { continue };
        let day = hall.today();
        let holder = hall.id_of("xinren3");
        let valid = hall.site.db.read_blocking(|conn| apprenticeship::certificates_valid(conn, day)).unwrap();
        let own: Vec<_> = valid.iter().filter(|c| c.row.person_id == holder && c.row.level == 4).collect();
        assert_eq!(own.len(), 1, "seven rounds, one of them a redo, earn one certificate");
        let code = own[0].row.code.clone();
        let public = hall.stranger().open(&format!("/verify/{code}"));
        assert!(public.shows("有效") && public.shows("逐个核对无误"), "{}", public.text());
        let report = hall.site.db.read_blocking(|conn| audit::verify(conn, None, None)).unwrap();
        assert!(report.holds());

        let mut mentor = hall.person("shifu");
        let queue = mentor.open("/mentoring");
        assert!(queue.shows("XH-2070") && queue.shows("省下的就是职工的时间"), "{}", queue.text());
        let today = hall.person("xinren3").open("/");
        assert!(today.shows("补正项请先说"), "the mentor's last words: {}", today.text());
        let reports = hall.person("zhuguan").open("/reports");
        assert!(reports.shows("江月白"));
        let stuck = hall.person("shifu2").open("/mentoring");
        assert!(stuck.shows("方一鸣"));
        hall.leave();
    }
}
