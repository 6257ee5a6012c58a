//! Certificates of employers.

use super::super::{Kind, recognise, recognise_as};
use super::expect;
use super::setting::{accidents, id, page};

#[test]
fn an_income_proof_as_a_letter() {
    let number = id("11010519900307123");
    let letter = page(&format!(
        "
^                   收 入 证 明
某某市住房公积金管理中心：
    兹证明林晓岚（身份证号码：{number}，性别：女）系我单位正式员工，自2015年3月
起在我单位工作，现任财务部主管职务，月均收入为人民币（大写）壹万贰仟伍佰元整
（￥12,500.00元），年收入为人民币壹拾伍万元整（￥150,000.00元）。
    特此证明。
                                   单位名称（盖章）：海棠软件有限公司
                                   联系电话：0000-12345678
                                   2024年5月20日
"
    ));
    for (what, page) in accidents(&letter) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::IncomeProof, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("name", "林晓岚"),
                ("sex", "女"),
                ("id_number", &number),
                ("since", "2015年3月"),
                ("position", "财务部主管"),
                ("monthly_income", "￥12,500.00"),
                ("monthly_income_words", "壹万贰仟伍佰元整"),
                ("yearly_income", "￥150,000.00"),
                ("yearly_income_words", "壹拾伍万元整"),
                ("employer", "海棠软件有限公司"),
                ("phone", "0000-12345678"),
                ("issued_on", "2024年5月20日"),
            ],
        );
    }
}

#[test]
fn an_income_proof_as_a_form() {
    let number = id("11010519880611457");
    let form = page(&format!(
        "
^                 职工收入证明
姓名    周明远        性别    男        职务    工程师
身份证号    {number}        入职时间    2012-07-01
月收入    9,800.00 元
年收入    117,600.00 元
统一社会信用代码    91350100M000100Y43
单位电话    0000-87654321
以上情况属实，特此证明。
                                海棠软件有限公司（公章）
                                二〇二四年五月二十日
"
    ));
    for (what, page) in accidents(&form) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::IncomeProof, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("name", "周明远"),
                ("sex", "男"),
                ("position", "工程师"),
                ("id_number", &number),
                ("since", "2012-07-01"),
                ("monthly_income", "9,800.00"),
                ("yearly_income", "117,600.00"),
                ("employer_code", "91350100M000100Y43"),
                ("employer", "海棠软件有限公司"),
                ("phone", "0000-87654321"),
                ("issued_on", "二〇二四年五月二十日"),
            ],
        );
    }
}

#[test]
fn a_leaving_proof() {
    let number = id("11010519880611457");
    let letter = page(&format!(
        "
^                   离职证明
    兹证明周明远先生（身份证号：{number}）自2012年7月1日入职我公司担任
软件工程师一职，因个人原因于2024年6月30日正式离职，双方已办理完毕离职手续，
劳动关系已经解除。
    特此证明。
                                   海棠软件有限公司
                                   2024年7月2日
"
    ));
    for (what, page) in accidents(&letter) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::LeavingProof, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("name", "周明远"),
                ("id_number", &number),
                ("from", "2012年7月1日"),
                ("left_on", "2024年6月30日"),
                ("position", "软件工程师"),
                ("reason", "个人原因"),
                ("employer", "海棠软件有限公司"),
                ("issued_on", "2024年7月2日"),
            ],
        );
    }
}

#[test]
fn the_form_of_the_labour_office() {
    let number = id("11010519880611457");
    let form = page(&format!(
        "
^             解除（终止）劳动合同证明书
用人单位名称    海棠软件有限公司
员工姓名    周明远        性别    男
身份证号码    {number}
入职日期    2012年7月1日        岗位    软件工程师
解除日期    2024年6月30日
解除原因    劳动合同期满终止
                                出具日期：2024年7月2日
"
    ));
    for (what, page) in accidents(&form) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::LeavingProof, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("name", "周明远"),
                ("id_number", &number),
                ("employer", "海棠软件有限公司"),
                ("position", "软件工程师"),
                ("from", "2012年7月1日"),
                ("left_on", "2024年6月30日"),
                ("reason", "劳动合同期满终止"),
                ("issued_on", "2024年7月2日"),
            ],
        );
    }
}

#[test]
fn a_day_whose_last_sign_ran_into_the_next_is_kept() {
    let letter = page(
        "
^                       收入证明
兹证明林晓岚系我单位职工，于2014年11月31囚职，现任会计。
月收入人民币8,000.00元（大写：捌仟元整）。
海棠信息技术有限公司
2024年5月20日
",
    );
    let paper = recognise_as(&[letter], Kind::IncomeProof);
    let kept = paper.fields.iter().any(|field| field.value.contains("2014年11月31"));
    assert!(kept, "{:?}", paper.fields);
}

#[test]
fn an_income_in_words_and_behind_them_in_figures() {
    let letter = page(
        "
^                     个人职业及收入证明
因我单位员工林晓岚拟向贵行申请个人住房贷款，现就该员工的收入状况证明如下：
二、该员工目前的税后月收入（含工资、奖金、各类补贴）为人民币（大写）贰万叁仟贰佰元整，￥23,200.00元；
折合年收入人民币（大写）贰拾柒万捌仟肆佰元整，￥278,400.00元。
",
    );
    let wanted = [
        ("name", "林晓岚"),
        ("monthly_income", "￥23,200.00"),
        ("monthly_income_words", "贰万叁仟贰佰元整"),
        ("yearly_income", "￥278,400.00"),
        ("yearly_income_words", "贰拾柒万捌仟肆佰元整"),
    ];
    expect(&recognise_as(&[letter], Kind::IncomeProof), "words first", &wanted);
}

#[test]
fn a_table_of_pay_beside_deductions() {
    let form = page(
        "
^                     在职人员工资收入证明
姓名        林晓岚        性别   女        身份证号    110101199003077758
应发项目        金额              代扣项目          金额
岗位工资        4,048.00          住房公积金        2,208.00
薪级工资        3,680.00          养老保险          1,472.00
基础性绩效工资  4,968.00          职业年金            736.00
奖励性绩效工资  3,864.00          医疗保险            368.00
津贴补贴        1,840.00          失业保险             92.00
应发合计        18,400.00         扣款合计          5,518.40
应发合计（大写）    壹万捌仟肆佰元整
实发金额            12,881.60
年应发收入          220,800.00
特此证明。
",
    );
    let wanted = [
        ("monthly_income", "18,400.00"),
        ("monthly_income_words", "壹万捌仟肆佰元整"),
        ("yearly_income", "220,800.00"),
    ];
    expect(&recognise_as(&[form], Kind::IncomeProof), "a table of pay", &wanted);
}
