//! Tables of house prices.

use crate::harness::each_engine;

const HEADER: &str = "区,小区,别名,房屋类型,月份,低位单价,中位单价,高位单价,成交笔数,来源,截至日期\n";
const ROWS: &str = "城东区,禾苗家园,禾苗小区；禾苗花园,住宅,2026-05,12000,13500,15000,23,成交登记,2026-06-30\n\
    城东区,,,住宅,2026年5月,9000,12000,16000,410,成交登记,2026-06-30\n\
    城东区,远山居,,住宅,2026-05,20000,21000,22000,3,成交登记,2026-06-30\n";

#[test]
fn the_demonstration_has_a_table_of_prices_and_chinese_papers_once() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        assert!(!clerk.open("/prices").shows("房屋类型"), "nothing to ask without a table");
        for _ in 0..2 {
            shifu::app::starter::load_showpieces(&hall.site).unwrap();
        }
        let asked =
            [("estate", "临波花园"), ("district", "湖滨区"), ("building", "住宅"), ("month", "2026-10")];
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
        let page = clerk.open(&format!("/prices?{query}"));
        assert!(
            page.shows("房屋类型") && page.shows("同一小区") && page.shows("19,500.00"),
            "{}",
            page.text()
        );
        assert!(hall.person("zhuguan").open("/prices").text().matches("演示用的参考表").count() == 1);
        hall.run_jobs();
        assert_eq!(clerk.open("/screening").text().matches("租赁合同").count(), 1, "handed in once");
    });
}

#[test]
fn a_table_is_tried_imported_put_in_force_and_asked() {
    each_engine(|hall| {
        let mut clerk = hall.person("jingban");
        assert!(clerk.open("/prices").shows("还没有启用的参考表"));
        assert_eq!(clerk.get("/prices/import").status, 403);
        let mut manager = hall.person("zhuguan");
        assert!(manager.get("/prices/template.csv").text().contains("禾苗家园"));
        let bad = format!("{HEADER}{ROWS}城东区,禾苗家园,,住宅,五月,1,2,3,x,,昨天\n");
        let page = manager.upload("/prices/import", &[("pasted", &bad), ("act", "try")], &[]);
        assert!(page.shows("4行，1行有问题") && page.shows("请写成2026-05这样的月份"), "{}", page.text());
        assert!(!page.shows("导入为新的一版"));
        let sneaked = [("pasted", bad.as_str()), ("act", "bring-in"), ("reason", "上半年")];
        assert_eq!(manager.upload("/prices/import", &sneaked, &[]).status, 422);
        let wrong = manager.upload("/prices/import", &[("pasted", "a,b\n1,2\n")], &[]);
        assert!(wrong.status == 422 && wrong.shows("缺少必要的列名"));
        let good = format!("\u{feff}{HEADER}{ROWS}");
        let page = manager.upload("/prices/import", &[], &[("table.csv", "text/csv", good.as_bytes())]);
        assert!(page.shows("导入为新的一版") && page.shows("13,500.00"), "{}", page.text());
        let bring = [("pasted", good.as_str()), ("act", "bring-in"), ("reason", "上半年的成交登记")];
        assert_eq!(
            manager.upload("/prices/import", &bring, &[]).expect(303).location,
            "/prices?ok=prices-imported#versions"
        );
        assert!(clerk.open("/prices").shows("还没有启用的参考表"), "imported, not yet asked");
        manager.act("/prices/1/in-force", &[]);
        assert_eq!(clerk.post("/prices/1/in-force", &[]).status, 403);

        let ask = |estate: &str, month: &str| {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("estate", estate)
                .append_pair("district", "城东区")
                .append_pair("building", "住宅")
                .append_pair("month", month)
                .append_pair("total", "1,800,000")
                .append_pair("area", "100")
                .finish();
            format!("/prices?{query}")
        };
        let page = clerk.open(&ask("禾苗花园", "2026年5月17日"));
        assert!(
            page.shows("同一小区") && page.shows("高于参考区间") && page.shows("18,000.00"),
            "{}",
            page.text()
        );
        let page = clerk.open(&ask("远山居", "2026-05"));
        assert!(
            page.shows("同区同类房屋") && page.shows("21,000.00"),
            "three sales are shown, not used: {}",
            page.text()
        );
        assert!(clerk.open(&ask("禾苗家园", "2026-04")).shows("没有参考"), "never a later month");
        assert_eq!(clerk.get(&ask("禾苗家园", "五月")).status, 422);

        // A second version, and back to the first.
        let other = good.replace("13500", "14500");
        let bring = [("pasted", other.as_str()), ("act", "bring-in"), ("reason", "更正")];
        manager.upload("/prices/import", &bring, &[]).expect(303);
        manager.act("/prices/2/in-force", &[]);
        assert!(clerk.open(&ask("禾苗家园", "2026-05")).shows("14,500.00"));
        manager.act("/prices/1/in-force", &[]);
        assert!(clerk.open(&ask("禾苗家园", "2026-05")).shows("13,500.00"));
        assert_eq!(manager.post("/prices/9/in-force", &[]).status, 404);
    });
}
