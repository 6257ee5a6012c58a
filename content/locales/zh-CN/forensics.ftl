# 材料核验的疑点。只说哪里值得看、为什么、还有什么可能，不下真假结论。
# finding-… 是理由，alternative-… 是其他可能的解释，detector-…-limits 说明看不到什么。

detector-logic-id_number-name = 身份号码核对
detector-logic-id_number-limits = 只核对号码自身和旁边印的出生日期、性别，看不出号码是不是本人的。
finding-logic-id_number-length = 身份号码应为18位，这里是{ $length }位。
alternative-logic-id_number-length = 可能漏录、多录了字符，或者识别有误。
finding-logic-id_number-check_digit = 身份号码的校验位应为{ $expected }，这里是{ $read }。
alternative-logic-id_number-check_digit = 可能有一位看错或录错，先核对这些位：{ $candidates }。
finding-logic-id_number-region = 身份号码前两位{ $code }不是省级行政区代码。
alternative-logic-id_number-region = 可能前两位看错或录错。
finding-logic-id_number-birth_date = 身份号码中的出生日期{ $digits }不存在，或者晚于今天。
alternative-logic-id_number-birth_date = 可能第7位到第14位看错或录错。
finding-logic-id_number-birth_date_differs = 身份号码中的出生日期是{ $number }，旁边印的是{ $printed }。
alternative-logic-id_number-birth_date_differs = 可能是农历生日、更正过户籍，或者其中一处录错。
finding-logic-id_number-sex_differs = 身份号码第17位对应的性别是{ $number ->
    [male] 男
   *[female] 女
}，旁边印的是{ $printed ->
    [male] 男
   *[female] 女
}。
alternative-logic-id_number-sex_differs = 可能性别变更过，或者第17位看错、录错。

detector-logic-credit_code-name = 统一社会信用代码核对
detector-logic-credit_code-limits = 只核对代码自身，看不出代码是不是这家单位的。
finding-logic-credit_code-form = 统一社会信用代码应为18位，且不用I、O、S、V、Z；这里是{ $length }位，不该出现的字符：{ $characters }。
alternative-logic-credit_code-form = 可能把数字0、1、5、2看成了字母，或者漏录了字符。
finding-logic-credit_code-check_digit = 统一社会信用代码的校验位应为{ $expected }，这里是{ $read }。
alternative-logic-credit_code-check_digit = 可能有一位看错或录错，先核对这些位：{ $candidates }。
finding-logic-credit_code-organisation_code = 代码第17位是组织机构代码的校验位，应为{ $expected }，这里是{ $read }。
alternative-logic-credit_code-organisation_code = 可能第9位到第17位有一位看错或录错，先核对这些位：{ $candidates }。
detector-logic-bank_card-name = 银行卡号核对
detector-logic-bank_card-limits = 只核对卡号自身，看不出卡是谁的；账号、存折号不适用。
finding-logic-bank_card-form = 银行卡号应为16至19位数字，这里是{ $length }位，不该出现的字符：{ $characters }。
alternative-logic-bank_card-form = 可能是账号而不是卡号，或者漏录了数字。
finding-logic-bank_card-check_digit = 银行卡号的校验位对不上。
alternative-logic-bank_card-check_digit = 早年有的卡不按这个规则编号；也可能有一位看错或录错，先核对这些位：{ $candidates }。
detector-logic-amount-name = 大小写金额核对
detector-logic-amount-limits = 只比较大写和小写；两处都改过就看不出来。
finding-logic-amount-words = 大写金额读不成一个数。小写是{ $figures }，大写应为：{ $expected }。
alternative-logic-amount-words = 可能录错或漏录了字，先对照原件。
finding-logic-amount-differs = 小写是{ $figures }，大写读出来是{ $words }。按小写，大写应为：{ $expected }。
alternative-logic-amount-differs = 可能录错了一个字，或者其中一处是含税、合计一类的另一个数，先对照原件。

detector-structure-metadata-name = 拍摄信息与软件标记
detector-structure-metadata-limits = 聊天软件会去掉这些信息，没有标记不说明任何问题。
finding-structure-metadata-software = 文件信息里写着图像或页面编辑软件：{ $software }。
alternative-structure-metadata-software = 也可能只是用它裁剪、转正、调亮或转换过格式。
finding-structure-metadata-thumbnail = 文件内嵌的缩略图与画面不一致，相似度只有{ $likeness }。
alternative-structure-metadata-thumbnail = 也可能是裁剪、旋转后软件没有更新缩略图。

detector-structure-container-name = 文件外壳
detector-structure-container-limits = 只看文件的外壳，看不到画面内部。
finding-structure-container-trailing = 文件结束标记之后还有{ $bytes }字节的内容。
alternative-structure-container-trailing = 有些手机和扫描软件会在末尾附加自己的数据。

detector-structure-pdf-name = PDF的保存版本
detector-structure-pdf-limits = 改动之后重新打印成PDF，就看不到以前的版本了。
finding-structure-pdf-revisions = PDF里保存了{ $revisions }个版本，后来的版本可能改过页面内容{ $signed ->
    [yes] （文件带有电子签名）
   *[no] {""}
}。
alternative-structure-pdf-revisions = 签名、盖章、填写表单和加批注也会追加版本，请对比各版本的差别。
finding-structure-pdf-missing_fonts = PDF没有带上中文字体，显示的页面可能不完整。
alternative-structure-pdf-missing_fonts = 多数是制作软件的设置造成的，请在原来的软件里打开核对。

detector-copy-exact_noise-name = 页内复制
detector-copy-exact_noise-limits = 看不到缩放或旋转过的复制、空白处的复制和从别的文件贴来的内容。
finding-copy-exact_noise = 这两处的细节几乎一样，差别只有页上其他相同字之间的{ $times }分之一，横向相距{ $shift_x }像素，纵向相距{ $shift_y }像素。
alternative-copy-exact_noise = 排版整齐的同一个词偶尔也会印得几乎一样；有些扫描仪会把相似的字合并保存。

detector-jpeg-word_history-name = 压缩历史
detector-jpeg-word_history-limits = 最后一次保存压得太狠、对比太弱的地方看不出来。
finding-jpeg-word_history = 这个词的压缩痕迹与页上其他词不同，偏离{ $deviation }个标准差。
alternative-jpeg-word_history = 印章、荧光笔、彩色字、粗体字和照片区域的压缩痕迹本来就不同。

detector-word-looks_different-name = 字迹外观
detector-word-looks_different-limits = 看不出从同一张纸上取来的字。
finding-word-looks_different = 这个词与大小相近的其他词相比，{ $first ->
    [ink] 墨色
    [sharpness] 清晰度
    [paper] 底色
    [noise] 纸面颗粒
   *[stroke] 笔画粗细
}和{ $second ->
    [ink] 墨色
    [sharpness] 清晰度
    [paper] 底色
    [noise] 纸面颗粒
   *[stroke] 笔画粗细
}都不一样，偏离{ $deviation }个标准差。
alternative-word-looks_different = 表单里后填的字、加粗的合计、盖章处和阴影处也会这样。

not-applicable-no-metadata = 文件里没有拍摄信息或软件标记
not-applicable-not-pdf = 不是PDF
not-applicable-born-digital = 页面由软件直接生成，没有扫描颗粒，像素分析不适用
not-applicable-screenshot = 屏幕截图，没有扫描颗粒，像素分析不适用
not-applicable-bitonal = 黑白二值图，没有灰度，像素分析不适用
not-applicable-chat-compressed = 经聊天软件压缩，像素痕迹已经没有了
not-applicable-blank = 页面上没有可以比较的内容
not-applicable-page-too-large = 页面像素太多，没有做像素分析
not-applicable-exact-repeats = 页上相同的字本来就完全一样，无法区分复制
not-applicable-too-few-words = 页上的词太少，无法互相比较
not-applicable-rendered = 页面由程序从PDF画出，没有原来的压缩痕迹

refused-upload-too-large = 文件太大，请缩小到规定的大小以内再上传。
refused-upload-too-many-pages = 共{ $found }页，最多{ $limit }页，请分成几份上传。
refused-upload-not-supported = 不支持这种文件，请上传JPEG、PNG、WebP、GIF、BMP图片或PDF。
refused-upload-damaged = 文件打不开，可能没有传完整，请重新扫描或重新导出。
refused-upload-encrypted = 文件设了密码，请去掉密码后再上传。
refused-upload-empty = 文件是空的，请重新选择。
