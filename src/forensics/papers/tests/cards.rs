//! Cards, certificates and registers.

use super::super::{Kind, recognise, recognise_as};
use super::expect;
use super::setting::{accidents, id, page, read_as};

#[test]
fn both_sides_of_an_identity_card() {
    let number = id("11010519900307123");
    let front = page(&format!(
        "
姓名   林晓岚
性别   女   民族   汉
出生   1990 年3 月7 日
住址   某某市云山区棠溪街道
       花园路12号3栋
       502室


公民身份号码    {number}
"
    ));
    let back = page(
        "
^   中华人民共和国
^   居民身份证


签发机关    某某市公安局云山分局
有效期限    2015.03.05-2035.03.05
",
    );
    for (what, page) in accidents(&front) {
        let papers = recognise(&[page, back.clone()]);
        assert_eq!(papers.len(), 1, "{what}: {:?}", papers.iter().map(|p| p.kind).collect::<Vec<_>>());
        assert_eq!(papers[0].kind, Kind::IdCard, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("name", "林晓岚"),
                ("sex", "女"),
                ("ethnicity", "汉"),
                ("born_on", "1990年3月7日"),
                ("address", "某某市云山区棠溪街道花园路12号3栋502室"),
                ("id_number", &number),
                ("authority", "某某市公安局云山分局"),
                ("valid_from", "2015.03.05"),
                ("valid_to", "2035.03.05"),
            ],
        );
    }
    let forever = read_as(&back, "2035.03.05", "长期        ");
    expect(&recognise(&[forever])[0], "forever", &[("valid_from", "2015.03.05"), ("valid_to", "长期")]);
    // Without any gap, and with the label of the number misread.
    let tight = page(&format!(
        "
姓名林晓岚
性别女民族汉
出生1990年3月7日
住址某某市民族路12号3栋
公民身分号码{number}
"
    ));
    let papers = recognise(&[tight.clone(), tight]);
    assert_eq!(papers.len(), 2);
    let wanted = [
        ("name", "林晓岚"),
        ("sex", "女"),
        ("ethnicity", "汉"),
        ("address", "某某市民族路12号3栋"),
        ("id_number", &number),
    ];
    expect(&papers[0], "tight", &wanted);
}

#[test]
fn a_marriage_certificate() {
    let (hers, his) = (id("11010519900307123"), id("11010519880611457"));
    let certificate = page(&format!(
        "
持 证 人    周明远
登记日期    2016年05月20日
结婚证字号  J110105-2016-001234
备 注

姓名  周明远          性别  男
国籍  中国            出生日期  1988年06月11日
身份证件号  {his}

姓名  林晓岚          性别  女
国籍  中国            出生日期  1990年03月07日
身份证件号  {hers}
登记机关：某某市云山区民政局
"
    ));
    for (what, page) in accidents(&certificate) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::MarriageCertificate, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("holder", "周明远"),
                ("registered_on", "2016年05月20日"),
                ("certificate_number", "J110105-2016-001234"),
                ("authority", "某某市云山区民政局"),
                ("name_a", "周明远"),
                ("sex_a", "男"),
                ("nationality_a", "中国"),
                ("born_a", "1988年06月11日"),
                ("id_number_a", &his),
                ("name_b", "林晓岚"),
                ("sex_b", "女"),
                ("born_b", "1990年03月07日"),
                ("id_number_b", &hers),
            ],
        );
    }
}

#[test]
fn a_value_of_one_spouse_alone_is_that_spouses() {
    let hers = id("11010519900307123");
    // His number, and the day of her birth, were not read.
    let stacked = page(&format!(
        "
持 证 人    周明远
登记日期    2016年05月20日
结婚证字号  J110105-2016-001234

姓名  周明远          性别  男
国籍  中国            出生日期  1988年06月11日

姓名  林晓岚          性别  女
国籍  中国
身份证件号  {hers}
"
    ));
    let beside = page(&format!(
        "
持 证 人    周明远
登记日期    2016年05月20日
结婚证字号  J110105-2016-001234

姓名      周明远                        姓名      林晓岚
性别      男                            性别      女
出生日期  1988年06月11日
                                        身份证件号  {hers}
"
    ));
    for (what, certificate) in [("stacked", stacked), ("beside", beside)] {
        let wanted = [
            ("name_b", "林晓岚"),
            ("born_a", "1988年06月11日"),
            ("born_b", ""),
            ("id_number_a", ""),
            ("id_number_b", hers.as_str()),
        ];
        expect(&recognise_as(&[certificate], Kind::MarriageCertificate), what, &wanted);
    }
}

#[test]
fn a_property_certificate() {
    let certificate = page(
        "
某(2023)云山市不动产权第0012345号
权利人      周明远，林晓岚
共有情况    共同共有
坐落        云山区花园路12号
            3栋2单元502室
不动产单元号  110105 001001 GB00012 F00030502
权利类型    国有建设用地使用权/房屋所有权
权利性质    出让/市场化商品房
用途        城镇住宅用地/成套住宅
面积        共有宗地面积12345.60㎡/房屋建筑面积89.35㎡
使用期限    国有建设用地使用权 2010年05月01日起2080年04月30日止
权利其他状况   专有建筑面积：70.12㎡，分摊建筑面积：19.23㎡
",
    );
    for (what, page) in accidents(&certificate) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::PropertyCertificate, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("certificate_number", "某(2023)云山市不动产权第0012345号"),
                ("owner", "周明远，林晓岚"),
                ("ownership", "共同共有"),
                ("address", "云山区花园路12号3栋2单元502室"),
                ("unit_number", "110105001001GB00012F00030502"),
                ("right_kind", "国有建设用地使用权/房屋所有权"),
                ("usage", "城镇住宅用地/成套住宅"),
                ("area", "89.35"),
                ("inner_area", "70.12"),
                ("term_from", "2010年05月01日"),
                ("term_to", "2080年04月30日"),
            ],
        );
    }
}

#[test]
fn pages_of_a_household_register() {
    let (hers, his) = (id("11010519900307123"), id("11010519880611457"));
    let first = page(
        "
户别    非农业家庭户        户主姓名    周明远
户号    120034567           住址    某某市云山区花园路12号3栋502室
",
    );
    let member = |name: &str, relation: &str, sex: &str, born: &str, number: &str| {
        page(&format!(
            "
^            常住人口登记卡
姓名    {name}        户主或与户主关系    {relation}
曾用名               性别    {sex}
出生地    某某市              民族    汉
籍贯    某某市              出生日期    {born}
公民身份证件编号    {number}    身高
文化程度    大学本科    婚姻状况    有配偶    兵役状况
服务处所    海棠软件有限公司    职业    技术员
"
        ))
    };
    let a = member("周明远", "户主", "男", "1988年6月11日", &his);
    let b = member("林晓岚", "妻", "女", "1990年3月7日", &hers);
    for (what, page) in accidents(&a) {
        let papers = recognise(&[first.clone(), page, b.clone()]);
        assert_eq!(
            papers.iter().map(|paper| paper.kind).collect::<Vec<_>>(),
            [Kind::HouseholdRegister; 2],
            "{what}"
        );
        assert_eq!(papers[0].pages, [0, 1], "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("household_kind", "非农业家庭户"),
                ("household_number", "120034567"),
                ("head", "周明远"),
                ("address", "某某市云山区花园路12号3栋502室"),
                ("name", "周明远"),
                ("relation", "户主"),
                ("sex", "男"),
                ("born_on", "1988年6月11日"),
                ("id_number", &his),
                ("birthplace", "某某市"),
                ("native_place", "某某市"),
                ("employer", "海棠软件有限公司"),
                ("occupation", "技术员"),
            ],
        );
        expect(&papers[1], &what, &[("name", "林晓岚"), ("relation", "妻"), ("id_number", &hers)]);
    }
}

#[test]
fn two_cards_of_a_household_on_one_sheet() {
    let (his, hers) = (id("11010519840611457"), id("11010519900307123"));
    let beside = page(&format!(
        "
^    常住人口登记卡                    常住人口登记卡
姓名  周明远    性别  男               姓名  林晓岚    性别  女
籍贯  某某市    出生日期  1984.06.11   籍贯  某某市    出生日期  1990.03.07
公民身份证件编号  {his}   公民身份证件编号  {hers}
服务处所  海棠软件有限公司             服务处所  某某商贸有限公司
"
    ));
    let below = page(&format!(
        "
^    常住人口登记卡
姓名  周明远    性别  男
籍贯  某某市    出生日期  1984.06.11
公民身份证件编号  {his}
服务处所  海棠软件有限公司
^    常住人口登记卡
姓名  林晓岚    性别  女
籍贯  某某市    出生日期  1990.03.07
公民身份证件编号  {hers}
服务处所  某某商贸有限公司
"
    ));
    let wanted = [
        ("name", "周明远"),
        ("sex", "男"),
        ("born_on", "1984.06.11"),
        ("id_number", his.as_str()),
        ("name_b", "林晓岚"),
        ("sex_b", "女"),
        ("born_b", "1990.03.07"),
        ("id_number_b", hers.as_str()),
        ("employer", "海棠软件有限公司"),
    ];
    for (what, page) in [("beside", beside), ("below", below)] {
        expect(&recognise_as(&[page], Kind::HouseholdRegister), what, &wanted);
    }
}
