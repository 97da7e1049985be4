import { describe, expect, it } from 'vitest';
import { encodeChinese, encodeUtf16 } from '../testing/encode.ts';
import { decodeText } from './encoding.ts';

const traditional = [
  '訂單編號,產品,數量,交期,客戶,備註\r\nSO-1,塑膠杯蓋,1200,2026-11-27,海港玩具有限公司,急單，請優先生產\r\n',
  '機台,名稱,工作中心\r\nM1,一號注塑機,注塑\r\nM2,二號注塑機,注塑\r\n',
  '物料,名稱,單位\r\nPP,聚丙烯,公斤\r\n',
  '日班,週一至週五\r\n夜班,每日\r\n',
];
const simplified = [
  '订单编号,产品,数量,交期,客户,备注\r\nSO-1,塑胶杯盖,1200,2026-11-27,东莞顺达电子厂,急单，请优先生产\r\n',
  '机台,名称,工作中心\r\nM1,一号注塑机,注塑\r\nM2,二号注塑机,注塑\r\n',
  '物料,名称,单位\r\nPP,聚丙烯,公斤\r\n',
  '日班,周一至周五\r\n夜班,每日\r\n',
];

describe('reading text of unknown encoding', () => {
  it.each(traditional)('Big5 is told from GB18030: %s', (text) => {
    expect(decodeText(encodeChinese(text, 'big5'))).toEqual({ text, encoding: 'Big5' });
  });

  it.each([...simplified, ...traditional])('GB18030 is told from Big5, whatever the script: %s', (text) => {
    expect(decodeText(encodeChinese(text, 'gb18030'))).toEqual({ text, encoding: 'GB18030' });
  });

  it.each([...traditional, ...simplified, 'plain,text\r\n1,2\r\n', 'naïve,café\r\n'])('UTF-8 with and without mark: %s', (text) => {
    const bytes = new TextEncoder().encode(text);
    expect(decodeText(bytes)).toEqual({ text, encoding: 'UTF-8' });
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes))).toEqual({ text, encoding: 'UTF-8' });
  });

  it.each([...traditional, ...simplified, 'plain,text\r\n1,2\r\n'])('UTF-16 of both byte orders, with and without mark: %s', (text) => {
    for (const order of ['LE', 'BE'] as const) {
      for (const mark of [true, false]) expect(decodeText(encodeUtf16(text, order, mark))).toEqual({ text, encoding: `UTF-16${order}` });
    }
  });

  it('bytes that are text in no encoding give nothing', () => {
    expect(decodeText(Uint8Array.of(0x41, 0xff, 0xff, 0x80, 0x81, 0xff))).toBeUndefined();
  });
});
