# 日期、时间、数字。年份和时刻以文字传入，不加千位分隔。
dates-day = { $month }月{ $day }日
dates-day-year = { $year }年{ $month }月{ $day }日
dates-month = { $year }年{ $month }月
dates-day-time = { $day } { $time }
dates-weekday = { $weekday ->
    [1] 星期一
    [2] 星期二
    [3] 星期三
    [4] 星期四
    [5] 星期五
    [6] 星期六
   *[7] 星期日
}
dates-money = { $amount }元
