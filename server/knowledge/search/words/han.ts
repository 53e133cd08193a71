/**
 * The Traditional characters that shop customers write most, each followed by its Simplified form. One to one only:
 * where one Simplified character stands for several (后 for 後 and 后) the fold goes in the one safe direction.
 */
const PAIRS = [
  '個个們们這这來来時时為为會会對对發发國国經经學学過过說说還还沒没無无開开關关問问題题見见現现實实點点動动樣样進进從从後后話话東东種种應应將将當当頭头車车門门電电員员間间長长聽听讀读寫写書书買买賣卖錢钱',
  '價价費费運运貨货遞递郵邮單单訂订購购換换貴贵賠赔償偿帳帐賬账戶户號号碼码驗验證证認认識识帶带給给讓让請请謝谢嗎吗麼么幾几誰谁裡里裏里邊边處处樓楼層层區区縣县鄉乡灣湾臺台島岛歐欧韓韩齊齐廣广漢汉灘滩蘇苏',
  '語语華华爾尔質质製制產产業业務务網网絡络線线級级統统計计設设備备環环機机槍枪權权極极構构標标確确錄录錯错誤误難难壞坏損损殘残變变舊旧補补傷伤嚴严緊紧鬆松軟软輕轻滿满減减優优禮礼贈赠積积參参與与獲获領领',
  '兌兑獎奖勵励團团隊队體体衛卫術术復复複复覆复雜杂絕绝繼继續续結结終终細细紅红綠绿藍蓝黃黄銀银鐵铁銅铜鋁铝鋼钢鍋锅燈灯爐炉燒烧熱热氣气溫温濕湿濾滤潔洁淨净乾干髒脏褲裤襯衬襪袜裝装縫缝縮缩織织絨绒彈弹滌涤',
  '綸纶麗丽顏颜類类頁页預预須须顧顾顯显頓顿順顺項项額额風风飛飞飯饭飲饮餘余館馆馬马駕驾騙骗驚惊騎骑魚鱼鳥鸟鮮鲜麥麦黨党龍龙龜龟壓压廠厂廳厅龐庞慶庆廢废張张強强徑径徵征憑凭憶忆懷怀態态慣惯慮虑憤愤懶懒戰战',
  '戲戏擇择擔担據据擊击撥拨揮挥搶抢摺折擴扩擺摆攜携攝摄攤摊擾扰敗败敵敌數数斷断於于昇升暫暂曉晓曆历曬晒條条樹树橋桥檔档檢检櫃柜歡欢歲岁歷历歸归殺杀毀毁氫氢決决況况淚泪淺浅測测湯汤準准滅灭滾滚漲涨漸渐潛潜',
  '潤润濟济瀏浏災灾煙烟燙烫營营爛烂爭争爺爷牆墙獨独獸兽瑪玛瓊琼畢毕畫画異异療疗瘋疯盜盗監监盤盘盡尽睏困矚瞩礙碍禍祸離离秤称稱称穩稳窩窝窮穷競竞筆笔節节範范築筑簡简簽签籃篮籠笼糧粮糾纠紀纪約约純纯紙纸紛纷',
  '組组絲丝綁绑維维綜综緣缘編编練练縱纵總总績绩繩绳繪绘罰罚羅罗義义習习聯联聲声職职聰聪肅肃脫脱腳脚腫肿膚肤膠胶臉脸臨临興兴舉举舖铺艦舰藝艺薦荐薩萨藥药蘋苹虛虚蟲虫規规視视覺觉覽览親亲觀观觸触訊讯討讨訓训',
  '記记許许訴诉診诊詐诈評评詞词詢询試试詳详誇夸誌志誠诚課课調调談谈論论諮咨講讲譯译議议護护譽誉豐丰財财貝贝負负責责貧贫販贩貼贴資资賊贼賓宾賞赏賢贤賤贱賦赋賺赚賽赛贊赞讚赞贏赢趕赶跡迹踐践踴踊軍军軌轨較较',
  '載载輔辅輛辆輩辈輪轮輸输轉转辦办辭辞農农達达違违遠远適适選选遺遗遲迟遷迁鄰邻醫医釋释針针釣钓鈔钞鈕钮鈴铃鈣钙鉤钩銳锐銷销鋪铺鋒锋鎖锁鏈链鏡镜鐘钟鑰钥閃闪閉闭閒闲閱阅闊阔闆板陣阵陰阴陸陆陽阳隨随險险隱隐',
  '隻只雙双雖虽雲云靈灵靜静響响頂顶頻频顆颗願愿頸颈飄飘飾饰養养餓饿駐驻驅驱騰腾髮发鬥斗鬧闹鹽盐鹼碱麵面齒齿齡龄傳传僅仅債债億亿兒儿內内兩两冊册凍冻凱凯別别刪删則则剛刚創创劃划劇剧劍剑勁劲勝胜勞劳勢势匯汇',
  '協协卻却厲厉吳吴吶呐啟启喪丧喬乔嘗尝嘆叹噴喷嚇吓囑嘱圍围園园圓圆圖图場场塊块墊垫墜坠墮堕壯壮壺壶夠够夢梦夾夹奪夺奮奋妳你婦妇媽妈嬰婴孫孙寧宁寬宽審审專专尋寻導导屆届屬属岡冈峽峡嶺岭師师幣币幫帮庫库廁厕',
  '廂厢彎弯彙汇恆恒悶闷惱恼愛爱憂忧憐怜懸悬拋抛掛挂採采掃扫揚扬攔拦斂敛晝昼朧胧棄弃棧栈欄栏漁渔潑泼澤泽灑洒犧牺狀状猶犹獻献癢痒皺皱盃杯眾众睜睁砲炮禦御籤签緒绪緩缓罵骂聞闻脅胁腦脑膽胆艙舱莊庄葉叶蓋盖蔔卜',
  '虧亏衝冲訪访証证詭诡誘诱諾诺謊谎謎谜謹谨譴谴豎竖貓猫貸贷賀贺趨趋軸轴輯辑迴回遊游鄭郑醜丑釘钉鉛铅錶表鍵键寶宝閥阀霧雾頒颁頗颇頰颊饋馈饒饶騷骚驟骤鬍胡魯鲁鵝鹅麽么齣出罷罢壘垒塵尘壇坛夥伙佈布',
].join('')

const simplifiedByTraditional = new Map<string, string>()
for (let place = 0; place + 1 < PAIRS.length; place += 2) {
  const traditional = PAIRS.charAt(place)
  const simplified = PAIRS.charAt(place + 1)
  if (traditional !== simplified) simplifiedByTraditional.set(traditional, simplified)
}

/** The text with Traditional Chinese characters in their Simplified form; everything else stays. */
export function simplify(text: string): string {
  let result = ''
  let copied = 0
  for (let place = 0; place < text.length; place += 1) {
    // Below the first Han character nothing is ever folded.
    if (text.charCodeAt(place) < 0x4e00) continue
    const simplified = simplifiedByTraditional.get(text.charAt(place))
    if (simplified === undefined) continue
    result += text.slice(copied, place) + simplified
    copied = place + 1
  }
  return copied === 0 ? text : result + text.slice(copied)
}
