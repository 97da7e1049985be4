/**
 * Everyday characters of both scripts: the commonest of running text plus those of factory sheets. Only used to tell two encodings
 * apart, so completeness does not matter; that both lists have the same subjects does.
 */
const shared =
  '的一是不了人我在有他中大上不小之也年出和地到要以可自子生能下得家用天成日多本行水心如理方法去好高手信文明工三主意同向力外作正公入由回立平安代又各次使最先加全水名相才物未月四五六七八九十百千元分合品內内件收光石化度度路油金山北南西港澳深圳佛惠河林市甲乙丙丁己改包打支半利器料色白黑藍板支存客取重量注射塑模具表面孔直徑加急早中班夜班休假交付付送至自由空何以任制度批次序序列名字日期起始止狀等待完成';
const traditional =
  '個這來為們時國說後過發當對開會經與樣學問現還無從動機實長點沒進種間關將產業線車東電話體應與總處萬報議書條員親師頭給場結張單價訂號製廠鋼鋁銅鐵鍍銑鑽鏜磨噴塗裝檢驗測試組包裝運輸貨達數據編碼稱備註優級戶區優顏顔紅綠黃圖紙質檢員開料沖壓焊接鑄壓熱處調機換線換模優先華東莞順興龍發廣灣強橋樹膠齒輪軸殼蓋電鏡頭類別項計劃開始結束時間週術務圓幾萬軟層儲經銷聯絡應門話傳遞適當緊標準參規極產廢損領導雙隻顆個備';
const simplified =
  '个这来为们时国说后过发当对开会经与样学问现还无从动机实长点没进种间关将产业线车东电话体应与总处万报议书条员亲师头给场结张单价订号制厂钢铝铜铁镀铣钻镗磨喷涂装检验测试组包装运输货达数据编码称备注优级户区优颜色红绿黄图纸质检员开料冲压焊接铸压热处调机换线换模优先华东莞顺兴龙发广湾强桥树胶齿轮轴壳盖电镜头类别项计划开始结束时间周术务圆几万软层储经销联络应门话传递适当紧标准参规极产废损领导双只颗个备';
const punctuation = '，。、；：？！（）「」『』“”‘’《》【】％＋－＝／・…—';

export const commonTraditional: ReadonlySet<string> = new Set(shared + traditional + punctuation);
export const commonSimplified: ReadonlySet<string> = new Set(shared + simplified + punctuation);
