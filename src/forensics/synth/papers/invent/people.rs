//! Names of people, firms, banks, streets: put together by chance from single characters and words.

#![expect(clippy::non_ascii_literal, reason = "the parts names are made of")]

use super::super::super::Random;
use super::days::Date;
use super::numbers;

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
const GIVEN_MEN: &str =
    "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢阳建国文志远海峰晨东升子涵振邦承泽立诚";
const GIVEN_WOMEN: &str =
    "芳娜敏静丽艳娟霞秀英玲玉萍红玉洁慧婷雪琳颖佳欣怡梦琪雨桐思颖若曦诗涵晓燕海燕淑珍桂兰秋菊春梅雅文";
/// Region code, province, city, district: public facts of GB/T 2260.
const REGIONS: [(&str, &str, &str, &str); 20] = [
    ("320102", "江苏省", "南京市", "玄武区"),
    ("330106", "浙江省", "杭州市", "西湖区"),
    ("440305", "广东省", "深圳市", "南山区"),
    ("510104", "四川省", "成都市", "锦江区"),
    ("420106", "湖北省", "武汉市", "武昌区"),
    ("370102", "山东省", "济南市", "历下区"),
    ("610113", "陕西省", "西安市", "雁塔区"),
    ("350203", "福建省", "厦门市", "思明区"),
    ("430104", "湖南省", "长沙市", "岳麓区"),
    ("210102", "辽宁省", "沈阳市", "和平区"),
    ("340104", "安徽省", "合肥市", "蜀山区"),
    ("410105", "河南省", "郑州市", "金水区"),
    ("450103", "广西壮族自治区", "南宁市", "青秀区"),
    ("530102", "云南省", "昆明市", "五华区"),
    ("130102", "河北省", "石家庄市", "长安区"),
    ("220102", "吉林省", "长春市", "南关区"),
    ("230103", "黑龙江省", "哈尔滨市", "南岗区"),
    ("360103", "江西省", "南昌市", "西湖区"),
    ("520102", "贵州省", "贵阳市", "南明区"),
    ("620102", "甘肃省", "兰州市", "城关区"),
];
const FANCY: [&str; 28] = [
    "云帆", "启明", "瑞丰", "恒泽", "华睿", "金禾", "远景", "星河", "嘉和", "博远", "鼎新", "安澜", "万通",
    "清源", "东辰", "众合", "天穗", "宏图", "蓝岸", "卓越", "景行", "凌云", "同舟", "润土", "百川", "朗月",
    "正阳", "青禾",
];
const TRADES: [&str; 14] = [
    "科技",
    "信息技术",
    "建筑工程",
    "物流",
    "商贸",
    "餐饮管理",
    "机械制造",
    "电子",
    "环保科技",
    "文化传播",
    "物业管理",
    "医疗器械",
    "食品",
    "纺织",
];
const STREETS: [&str; 18] = [
    "春晖路",
    "文苑路",
    "建设大道",
    "和平街",
    "朝阳路",
    "滨江大道",
    "学府路",
    "青年路",
    "解放东路",
    "望湖路",
    "长虹街",
    "枫林路",
    "兴业路",
    "梧桐街",
    "迎宾大道",
    "东风路",
    "银杏路",
    "翠竹路",
];
const ESTATES: [&str; 16] = [
    "明月里",
    "翠湖花园",
    "锦绣江南",
    "金色家园",
    "书香名邸",
    "阳光水岸",
    "天悦府",
    "和风雅苑",
    "枫桥新村",
    "云栖小区",
    "御景湾",
    "东方名城",
    "紫金华庭",
    "碧水蓝天",
    "桂语轩",
    "星光国际",
];
const BANKS: [&str; 10] = [
    "江州惠民银行",
    "临海商业银行",
    "远东实业银行",
    "华禾银行",
    "安信民生商业银行",
    "长河银行",
    "九州建业银行",
    "海晏农村商业银行",
    "东方众诚银行",
    "中汇工商储蓄银行",
];
const POSTS: [&str; 12] = [
    "软件工程师",
    "会计",
    "销售经理",
    "行政专员",
    "项目经理",
    "质检员",
    "采购主管",
    "人事专员",
    "技术员",
    "仓储主管",
    "设计师",
    "客服主管",
];

/// One of several.
pub fn one<'a, T>(random: &mut Random, of: &'a [T]) -> &'a T {
    &of[random.below(of.len())]
}

fn character(random: &mut Random, of: &str) -> char {
    of.chars().nth(random.below(of.chars().count())).unwrap_or('文')
}

/// A place of the administration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Six digits.
    pub code: &'static str,
    /// With its ending.
    pub province: &'static str,
    /// With its ending.
    pub city: &'static str,
    /// With its ending.
    pub district: &'static str,
}

impl Place {
    /// By chance.
    pub fn invent(random: &mut Random) -> Self {
        let &(code, province, city, district) = one(random, &REGIONS);
        Self { code, province, city, district }
    }

    /// Where an address lies that begins with the city.
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        REGIONS.iter().find_map(|&(code, province, city, district)| {
            let here = address.strip_prefix(city).is_some_and(|rest| rest.starts_with(district));
            here.then_some(Self { code, province, city, district })
        })
    }

    /// The city's name without its ending.
    #[must_use]
    pub fn short(&self) -> &'static str {
        self.city.strip_suffix('市').unwrap_or(self.city)
    }

    /// A dwelling in it, in an estate or along a street.
    pub fn dwelling(&self, random: &mut Random, estate: &str) -> String {
        format!("{}{}{}", self.city, self.district, door(random, estate))
    }

    /// A dwelling with the province before it, as on identity cards.
    pub fn full_dwelling(&self, random: &mut Random) -> String {
        let estate = if random.below(3) > 0 { *one(random, &ESTATES) } else { "" };
        format!("{}{}{}{}", self.province, self.city, self.district, door(random, estate))
    }
}

fn door(random: &mut Random, estate: &str) -> String {
    let (street, number) = (one(random, &STREETS), 1 + random.below(280));
    let (block, unit) = (1 + random.below(30), 1 + random.below(4));
    let room = (1 + random.below(28)) * 100 + 1 + random.below(4);
    format!("{street}{number}号{estate}{block}幢{unit}单元{room}室")
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Surname first.
    pub name: String,
    /// Sex.
    pub male: bool,
    /// Birthday.
    pub born: Date,
    /// Identity number.
    pub number: String,
    /// Where it was given.
    pub place: Place,
}

impl Person {
    /// An adult, born between 1962 and 1999.
    pub fn invent(random: &mut Random) -> Self {
        let male = random.below(2) == 0;
        Self::of(random, male)
    }

    /// An adult of a sex.
    pub fn of(random: &mut Random, male: bool) -> Self {
        let given = if male { GIVEN_MEN } else { GIVEN_WOMEN };
        let mut name = character(random, SURNAMES).to_string();
        name.push(character(random, given));
        if random.below(3) > 0 {
            name.push(character(random, given));
        }
        let born = Date::between(random, Date::new(1962, 1, 1), Date::new(1999, 12, 31));
        let place = Place::invent(random);
        let number = numbers::identity(random, place.code, born, male);
        Self { name, male, born, number, place }
    }

    /// As printed.
    #[must_use]
    pub const fn sex(&self) -> &'static str {
        if self.male { "男" } else { "女" }
    }
}

/// A firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firm {
    /// Full name.
    pub name: String,
    /// Unified social credit code.
    pub code: String,
    /// Where.
    pub place: Place,
}

impl Firm {
    /// A firm of any trade.
    pub fn invent(random: &mut Random) -> Self {
        let trade = *one(random, &TRADES);
        Self::of(random, trade)
    }

    /// A firm of a trade.
    pub fn of(random: &mut Random, trade: &str) -> Self {
        let place = Place::invent(random);
        Self::at(random, trade, place)
    }

    /// A firm of a trade in a place.
    pub fn at(random: &mut Random, trade: &str, place: Place) -> Self {
        let name = format!("{}{}{trade}有限公司", place.short(), one(random, &FANCY));
        Self { name, code: numbers::credit_code(random, place.code), place }
    }
}

/// The name of a bank.
pub fn bank(random: &mut Random) -> &'static str {
    one::<&str>(random, &BANKS)
}

/// The name of an estate.
pub fn estate(random: &mut Random) -> &'static str {
    one::<&str>(random, &ESTATES)
}

/// A post in a firm.
pub fn post(random: &mut Random) -> &'static str {
    one::<&str>(random, &POSTS)
}
