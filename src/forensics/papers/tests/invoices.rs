//! Invoices of both forms.

use super::super::{Kind, recognise};
use super::setting::{accidents, page};
use super::{expect, rows};
use crate::forensics::reading::text::PageText;

pub(super) fn on_paper() -> PageText {
    page(
        "
            ^某某增值税普通发票
发票代码：035001900104                         发票号码：12345678
机器编号：661234567890    开票日期：2024年03月18日    校验码：12345 67890 12345 67890
名    称：林晓岚                                密
纳税人识别号：                                  码   03*6<+/8>-2714*
地址、电话：                                    区
开户行及账号：
货物或应税劳务、服务名称  规格型号  单位    数量      单价          金额      税率    税额
*家具*实木餐桌            SM-1600   张         1   2,654.87      2,654.87    13%    345.13
*家具*实木餐椅带软垫      SM-40     把         4     265.49      1,061.95    13%    138.05
可拆洗款
合      计                                                    ￥3,716.82          ￥483.18
价税合计（大写）    肆仟贰佰元整                         （小写）￥4,200.00
名    称：海棠家居有限公司                      备
纳税人识别号：91350100M000100Y43                注
地址、电话：某某市云山区湖滨路1号 0000-12345678
开户行及账号：云山农村商业银行 9876543210123
收款人：陈一鸣      复核：周明远      开票人：许文博      销售方：（章）
",
    )
}

pub(super) fn digital() -> PageText {
    page(
        "
               ^电子发票（普通发票）
                                                       发票号码：24352000000012345678
                                                       开票日期：2024年06月05日
购  名称：林晓岚                              销  名称：海棠装饰工程有限公司
买                                            售
方  统一社会信用代码/纳税人识别号：           方  统一社会信用代码/纳税人识别号：91350100M000100Y43
项目名称        规格型号  单 位    数 量      单 价        金 额    税率/征收率    税 额
*建筑服务*装修                       1   19,417.48    19,417.48         3%        582.52
工程款
合    计                                             ￥19,417.48                ￥582.52
价税合计（大写）    贰万元整                      （小写）￥20,000.00
备注：云山区花园路12号3栋502室
开票人：许文博
",
    )
}

#[test]
fn the_paper_form() {
    for (what, page) in accidents(&on_paper()) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::VatInvoice, "{what}");
        let columns = ["item", "model", "unit", "quantity", "unit_price", "net", "rate", "tax"];
        assert_eq!(papers[0].tables[0].columns, columns, "{what}");
        let wanted = [
            "*家具*实木餐桌|SM-1600|张|1|2,654.87|2,654.87|13%|345.13",
            "*家具*实木餐椅带软垫可拆洗款|SM-40|把|4|265.49|1,061.95|13%|138.05",
        ];
        assert_eq!(rows(&papers[0]), wanted, "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("title", "某某增值税普通发票"),
                ("invoice_code", "035001900104"),
                ("invoice_number", "12345678"),
                ("issued_on", "2024年03月18日"),
                ("check_code", "12345678901234567890"),
                ("buyer", "林晓岚"),
                ("buyer_code", ""),
                ("seller", "海棠家居有限公司"),
                ("seller_code", "91350100M000100Y43"),
                ("net", "￥3,716.82"),
                ("tax", "￥483.18"),
                ("total", "￥4,200.00"),
                ("total_words", "肆仟贰佰元整"),
                ("payee", "陈一鸣"),
                ("reviewer", "周明远"),
                ("issuer", "许文博"),
            ],
        );
    }
}

#[test]
fn the_fully_digital_form() {
    for (what, page) in accidents(&digital()) {
        let papers = recognise(&[page]);
        assert_eq!(papers[0].kind, Kind::VatInvoice, "{what}");
        assert_eq!(rows(&papers[0]), ["*建筑服务*装修工程款|||1|19,417.48|19,417.48|3%|582.52"], "{what}");
        expect(
            &papers[0],
            &what,
            &[
                ("title", "电子发票（普通发票）"),
                ("invoice_number", "24352000000012345678"),
                ("issued_on", "2024年06月05日"),
                ("buyer", "林晓岚"),
                ("buyer_code", ""),
                ("seller", "海棠装饰工程有限公司"),
                ("seller_code", "91350100M000100Y43"),
                ("net", "￥19,417.48"),
                ("tax", "￥582.52"),
                ("total", "￥20,000.00"),
                ("total_words", "贰万元整"),
                ("note", "云山区花园路12号3栋502室"),
                ("issuer", "许文博"),
            ],
        );
    }
}
