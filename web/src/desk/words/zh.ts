// SPDX-License-Identifier: Apache-2.0
import { accountsZh } from './accounts_zh.ts';
import { importZh } from './import_zh.ts';
import { reviewZh } from './review_zh.ts';
import { targetsZh } from './targets_zh.ts';

/** Words of the desk pages. English must have the same keys (en.ts), or it does not compile. */
export const zh = {
  frame: {
    pages: { progress: '进度', review: '核查台', import: '导入', targets: '目标', accounts: '账号' },
    pagesLabel: '工作页面',
    skip: '跳到正文',
    myAccount: '我的账号',
    notForRole: '你的角色不能使用这一页。需要的话，请联系本级的账号管理员。',
    backToProgress: '回到进度图',
    needsSignIn: '登录后使用这一页。',
    close: '关闭',
    retry: '重试',
    loading: '正在读取…',
    cannotReach: '连不上服务器。已填的内容还在，恢复后再试。',
    requestNumber: (id: string) => `请求号 ${id}`,
    agoNow: '刚刚',
    agoMinutes: (n: number) => `${n} 分钟前`,
    agoHours: (n: number) => `${n} 小时前`,
    agoDays: (n: number) => `${n} 天前`,
    zoomIn: '放大',
    zoomOut: '缩小',
    zoomHome: '回到全图',
  },
  flag: {
    outside_declared_village: '点在申报村外',
    outside_every_village: '不在任何村内',
    in_overlap: '在两村重叠处',
    unknown_area: '区划代码不认识',
    no_position: '没有位置',
    far_from_household: '离申报的户太远',
    low_accuracy: '定位精度差',
    datum_suspect: '疑似坐标系偏移',
    clock_skew: '手机时钟不准',
    unclear_address: '地址不清楚',
    photo_far: '照片离得太远',
    photo_time: '照片时间不符',
    photo_reused: '照片重复使用',
    photo_no_position: '照片没有位置',
    accuracy_missing: '没有定位精度',
    accuracy_zero: '精度为 0',
    accuracy_round: '精度是整数',
    impossible_speed: '移动快得不可能',
    stale_time: '很久以前的观测',
    before_campaign: '早于专项开始',
  } as Record<string, string>,
  verdict: { open: '待裁定', confirmed: '疑点成立', dismissed: '有合理解释' } as Record<string, string>,
  review: reviewZh,
  import: importZh,
  targets: targetsZh,
  accounts: accountsZh,
};
export type DeskWords = typeof zh;
