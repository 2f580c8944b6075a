"""Fold texts and queries for searching, so that variant forms of characters match.

Old kanji forms that Unicode encodes as compatibility characters (神, 福, 都 …) are not in the
table: NFKC folds them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# By the on-reading of the new form. 弁 stands for three old characters.
_PAIRS = (
    "亞亜惡悪壓圧圍囲醫医爲為壹壱飮飲隱隠榮栄營営衞衛驛駅悅悦閱閲銳鋭圓円鹽塩緣縁艷艶應応歐欧毆殴櫻桜奧奥橫横溫温穩穏"
    "假仮囘回價価畫画會会繪絵壞壊懷懐槪概擴拡殼殻覺覚學学嶽岳樂楽渴渇罐缶卷巻陷陥勸勧寬寛關関歡歓觀観閒間顏顔"
    "氣気旣既歸帰僞偽戲戯犧犠龜亀卻却舊旧據拠擧挙虛虚峽峡挾挟狹狭敎教鄕郷强強曉暁區区驅駆勳勲薰薫"
    "徑径莖茎羣群惠恵揭掲攜携溪渓經経螢蛍輕軽繼継鷄鶏藝芸擊撃缺欠硏研縣県儉倹劍剣險険圈圏檢検獻献權権顯顕驗験嚴厳"
    "戶戸吳呉娛娯廣広效効恆恒黃黄鑛鉱號号國国黑黒碎砕濟済齋斎歲歳劑剤册冊雜雑產産參参棧桟蠶蚕慘惨贊賛殘残"
    "絲糸姊姉齒歯兒児辭辞濕湿實実舍舎寫写釋釈壽寿收収從従澁渋獸獣縱縦肅粛處処緖緒敍叙牀床尙尚將将稱称涉渉燒焼證証奬奨"
    "條条狀状乘乗淨浄剩剰疊畳繩縄壤壌孃嬢讓譲釀醸觸触囑嘱眞真寢寝愼慎盡尽圖図粹粋醉酔穗穂隨随髓髄樞枢數数瀨瀬"
    "聲声齊斉靑青淸清靜静稅税竊窃攝摂說説絕絶專専淺浅戰戦踐践錢銭潛潜纖繊禪禅"
    "雙双壯壮爭争莊荘搜捜插挿巢巣曾曽瘦痩裝装總総窗窓騷騒增増藏蔵臟臓卽即屬属續続"
    "墮堕對対體体帶帯滯滞臺台瀧滝擇択澤沢脫脱擔担單単膽胆團団斷断彈弾遲遅癡痴蟲虫晝昼鑄鋳廳庁徵徴聽聴敕勅鎭鎮"
    "遞逓鐵鉄點点轉転傳伝燈灯當当黨党盜盗稻稲鬭闘鬪闘德徳獨独讀読屆届內内貳弐惱悩腦脳霸覇拜拝廢廃賣売麥麦發発髮髪拔抜晚晩蠻蛮"
    "祕秘姬姫濱浜甁瓶拂払佛仏倂併竝並餠餅變変邊辺辨弁瓣弁辯弁步歩舖舗寶宝豐豊襃褒沒没飜翻每毎萬万滿満麵麺默黙"
    "彌弥譯訳藥薬與与豫予餘余譽誉搖揺樣様謠謡來来賴頼亂乱覽覧龍竜畧略兩両獵猟綠緑鄰隣淚涙壘塁"
    "禮礼勵励戾戻靈霊隸隷齡齢曆暦歷歴戀恋鍊錬爐炉勞労郞郎樓楼錄録灣湾"
)

OLD_FORMS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""The old form (旧字体) of each jōyō kanji that has one, mapped to the new form."""

_FOLD = str.maketrans(OLD_FORMS)


def search_form(text: str) -> str:
    """Fold a text: new kanji forms, one width, lower case, one space for any white space.

    ``search-find.js`` does the same with the part of the table it is given.

    >>> search_form("國際　ＮＡＴＯ")
    '国際 nato'
    """
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower().translate(_FOLD))


def old_forms_in(texts: Iterable[str]) -> str:
    """Return the part of the table relevant to these texts, as alternating old and new forms.

    A pair is left out if neither form occurs: no query can match it.

    >>> old_forms_in(["国際", "亞"])
    '亞亜國国'
    """
    used = unicodedata.normalize("NFKC", "".join(set[str]().union(*texts)))
    return "".join(old + new for old, new in OLD_FORMS.items() if old in used or new in used)
