# 邮件。主题不出现人名，锁屏上也会显示主题。正文不出现群众的姓名和号码。
mail-greeting = { $name }，您好：
mail-action = { $label }：{ $link }
mail-closing = 本邮件由系统自动发送，请勿直接回复。

mail-invitation-subject = 您的账号已开通
mail-invitation-body = 请在{ $until }之前首次登录并设置自己的密码。链接只能使用一次，过期后请联系系统管理员。
mail-invitation-action = 首次登录

mail-round-waiting-subject = 有一轮练习等您签认：{ $item }
mail-round-waiting-body = { $apprentice }提交了“{ $item }”的一轮练习，请您查看记录并签认，或写明需要重练的地方。
mail-round-waiting-action = 查看这一轮

mail-round-passed-subject = 您的一轮练习已签认：{ $item }
mail-round-passed-body = { $signer }签认了您“{ $item }”的一轮练习，评语见记录。
mail-round-redo-subject = 您的一轮练习需要重练：{ $item }
mail-round-redo-body = { $signer }看过您“{ $item }”的一轮练习，写明了需要重练的地方。请对照评语准备下一轮。
mail-round-answered-action = 查看评语

mail-certificate-subject = 上岗证已签发：{ $item }
mail-certificate-body = 您“{ $item }”的上岗证已签发，有效期至{ $until }。政策有重大变化时会提前提醒您重新确认。
mail-certificate-action = 查看上岗证

mail-policy-subject = 政策有变化：{ $title }
mail-policy-body = 《{ $title }》的新版本自{ $from }起施行，涉及您的{ $items }个业务事项。请阅读变化的条款并确认。
mail-policy-action = 查看变化

mail-case-subject = 有一件材料等您复核：{ $number }
mail-case-body = 核验件{ $number }需要人工复核。系统只指出需要看一眼的地方，由您作出判断。
mail-case-action = 打开核验件

mail-login-subject = 您的账号在新设备上登录
mail-login-body = { $time }，您的账号在新设备上登录。设备：{ $device }；地址：{ $address }。
mail-login-advice = 如果不是您本人，请立即结束该会话、修改密码，并告知安全管理员。
mail-login-action = 查看我的会话

mail-told-subject = 师傅：有一条新通知
mail-told-action = 打开
