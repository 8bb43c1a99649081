// SPDX-License-Identifier: Apache-2.0
import type { ExportLayer, Level, Pace, RecordLayer, Role, Standing, TargetState } from '../api/types.ts';
import type { Mark } from '../measure/reading.ts';
import type { Measure, Sheet } from '../view/view.ts';
import { themesZh } from './themes_zh.ts';

const numerals = ['', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];
const plan = (years: number) => `${numerals[years] ? `${numerals[years]}年` : ''}总任务`;

/** Figures of the sentence at the foot of the page, already printed. */
export interface SentenceFacts {
  day: string;
  area: string;
  campaign: string;
  unit: string;
  years: number;
  completed: string;
  share: string | null;
  thisYear: { completed: string; share: string } | null;
  /** What changed since the day of comparison. */
  since: { day: string; text: string } | null;
}

export type SentencePart = string | { figure: string };

/** Every word of the page. English must have the same keys (en.ts), or it does not compile. */
export const zh = {
  title: '乡村振兴巾帼进度图',
  skipToTable: '跳到排名表',
  theme: '主题',
  measure: '指标',
  layers: '图层',
  options: '主题与图层',
  close: '关闭',
  more: '选择',
  level: { province: '省', prefecture: '市', county: '县', township: '乡镇', village: '村' } satisfies Record<
    Level,
    string
  >,
  allOf: {
    province: '全部省',
    prefecture: '全部市',
    county: '全部县',
    township: '全部乡镇',
    village: '全部村',
  } satisfies Record<Level, string>,
  rankingOf: {
    province: '各省排名',
    prefecture: '各市排名',
    county: '各县排名',
    township: '乡镇排名',
    village: '村排名',
  } satisfies Record<Level, string>,
  total: '合计',
  areas: (n: number) => `${n} 个`,

  measureName: (measure: Measure, years: number) =>
    ({
      plan: `占${plan(years)}`,
      year: '占本年任务',
      pace: '与进度线相比',
      value: '累计',
      value_year: '今年',
      change: '两日之差',
      reach: '到最近点',
      returns: '月报完整率',
      flags: '未处理疑点',
    })[measure],
  legendTitle: {
    plan: '占总任务 %',
    year: '占本年任务 %',
    pace: '与进度线相差，百分点',
    value: '累计',
    value_year: '今年',
    change: '两日相差，百分点',
    reach: '到最近点，公里',
    returns: '月报完整率 %',
    flags: '未处理疑点，条',
  } satisfies Record<Measure, string>,
  perClass: {
    province: '各级省数',
    prefecture: '各级市数',
    county: '各级县数',
    township: '各级乡镇数',
    village: '各级村数',
  } satisfies Record<Level, string>,
  interval: (low: string | null, high: string | null, unit: string) =>
    low === null
      ? `低于 ${high}${unit}`
      : high === null
        ? `${low}${unit} 及以上`
        : `${low}${unit}（含）至 ${high}${unit}（不含）`,
  points: '百分点',
  mark: { no_data: '无数据', zero: '零', suppressed: '已抑制', not_applicable: '不适用' } satisfies Record<
    Mark,
    string
  >,
  markMeaning: {
    no_data: '有任务，尚未上报',
    zero: '已上报，达标为零',
    suppressed: '人数不足 5，已抑制',
    not_applicable: '无目标，不计比例',
  } satisfies Record<Mark, string>,
  legend: '图例',
  legendFilter: '点击可隐藏或显示这一级',

  completedOfTarget: '累计 / 任务',
  expected: '应达',
  target: '目标',
  completed: '完成',
  sinceLastYear: (_year: number) => '较去年末',
  yearFigures: (done: string, target: string, unit: string) => `${done} / ${target} ${unit}`,
  noTargetThisYear: (done: string, unit: string) => `本年无任务，完成 ${done} ${unit}`,
  pacing: '进度',
  pace: {
    ahead: '领先',
    on_pace: '与进度线相当',
    behind: '落后',
    no_target: '无目标',
    not_started: '未开始',
    ended: '已到期',
  } satisfies Record<Pace, string>,
  paceBy: (word: string, points: string) => `${word} ${points} 百分点`,
  pointsChange: (text: string) => `${text} 百分点`,
  short: (n: string, unit: string) => `差 ${n} ${unit}`,
  surplus: (n: string, unit: string) => `多 ${n} ${unit}`,
  onTarget: '正好达到',
  noTarget: '无目标，不计比例',
  planEnded: (day: string) => `${day} 到期`,
  forecast: (month: string) => `按近期速度，预计 ${month}完成`,

  howCounted: '怎么算的',
  explain: {
    waiting: '正在计算…',
    failed: '没有取得说明；关闭后再打开可重试',
    counted: (n: string, unit: string) => `计入 ${n} ${unit}`,
    excluded: (n: string) => `未计入 ${n} 条`,
    records: (shown: string, all: string) =>
      shown === all ? `全部 ${all} 条` : `前 ${shown} 条，共 ${all} 条`,
    since: (day: string, standing: Standing) => `${day} ${standing === 'revoked' ? '退出' : '起'}`,
    decision: (day: string) => `${day} 录入`,
    targets: '任务及其各版本',
    target: (day: string, state: TargetState) =>
      `${day} 批准，${{ in_force: '有效', replaced: '已被替换', not_yet: '当天尚未批准' }[state]}`,
  },
  howPlan: (a: string, b: string, s: string) => `占总任务 = 累计完成 ÷ 总任务 = ${a} ÷ ${b} = ${s}`,
  howYear: (a: string, b: string, s: string) => `占本年任务 = 本年完成 ÷ 本年任务 = ${a} ÷ ${b} = ${s}`,
  howExpected: (s: string) =>
    `应达 = 往年任务之和 + 本年任务 × 已过天数 ÷ 全年天数，占总任务的 ${s}。相差 2 个百分点以内算相当。`,
  howGap: (own: string, sum: string, unit: string) =>
    `本级任务 ${own} ${unit}，下级任务合计 ${sum} ${unit}，两者不一致。`,
  basis: (edition: string, revision: string) => `边界 ${edition} · 版本 ${revision}`,

  ranking: '排名与走势',
  rank: '名次',
  name: '名称',
  bar: '完成 / 目标',
  shareColumn: {
    plan: '%',
    year: '%',
    pace: '±点',
    value: '数',
    value_year: '数',
    change: '%',
    reach: 'km',
    returns: '%',
    flags: '条',
  } satisfies Record<Measure, string>,
  change: '较上季',
  changeHint: '占总任务的比例与上季末相比，百分点',
  behindOnly: '落后',
  behindOnlyHint: '只看落后于进度线的',
  nobodyBehind: '没有落后的地方。',
  rowsHint: '上下键选择，回车进入，退格返回上级',
  proposedHint: (n: string) => `待核定 ${n}`,
  trend: (years: number) => `${numerals[years] ? numerals[years] : ''}年走势`,
  trendHint: (unit: string) => `${unit}，累计 · 阶梯为各年目标`,
  trendSpoken: (name: string, from: string, to: string, n: string, unit: string) =>
    `${name}走势：${from}至${to}，累计完成 ${n} ${unit}`,

  map: '地图',
  mapOf: (area: string, measure: string, day: string) => `地图：${area}，${measure}，截至${day}`,
  mapLoading: '正在打开地图',
  mapUnavailable: '浏览器没有 WebGL2，显示的是简化地图；不显示点位。',
  mapFailed: '详细地图没有打开。表格、走势和下载不受影响。',
  zoomIn: '放大',
  zoomOut: '缩小',
  wholeArea: '回到全图',
  borders: { township: '乡镇界', village: '村界' },
  records: {
    courtyards: '庭院点',
    inspections: '核查点',
    bases: '巧媳妇基地',
    'help-points': '关爱帮扶点',
  } satisfies Record<RecordLayer, string>,
  recordsShown: '图上符号',
  symbol: {
    completed: '达标',
    registered: '在册未达标',
    needs_work: '整改',
    revoked: '撤销、不合格',
    inspection: '核查点',
    childrensHome: '儿童之家',
    protectionStation: '未成年人保护工作站',
    womensHome: '妇女之家等',
    cells: '方格：格内住户中达标的比例，由浅到深 0–100%',
  },
  cellCount: (n: string, done: string) => `格内 ${n} 户，达标 ${done} 户`,
  recordsHere: (n: number) => `此处 ${n} 条记录`,
  completedOn: (day: string) => `${day}达标`,
  revokedOn: (day: string) => `${day}摘牌`,
  rankOf: (rank: number, of: number) => `第 ${rank} 名，共 ${of} 个`,
  enter: (name: string) => `进入${name}`,
  selectedSpoken: (name: string, value: string, rank: string) => `${name}，${value}，${rank}`,
  registered: '登记',
  proposed: '待核定',
  ofTarget: (done: string, target: string, unit: string) => `${done} / ${target} ${unit}`,

  mapView: {
    list: (area: string) => `${area}的地图：上下键按名次，左右键按方位，回车选中，Shift+回车进入`,
    base: '底图',
    noBase: '不用底图',
  },
  find: {
    label: '查找地区',
    hint: '村名、代码或拼音首字母',
    nothing: (text: string) => `没有找到“${text}”`,
  },
  keys: {
    title: '键盘操作',
    list: [
      ['/', '查找村、乡镇'],
      ['?', '打开这张说明'],
      ['↑ ↓', '地图上按名次选下一个、上一个地区'],
      ['← →', '地图上移到左边、右边的地区'],
      ['Enter', '地图上选中；表中进入'],
      ['Shift Enter', '从地图进入选中的地区'],
      ['Backspace', '回到上级'],
      ['Esc', '取消选中，关闭菜单'],
    ] as [keys: string, meaning: string][],
    single: '单个按键直接起作用（/ ? Backspace）',
  },

  sheet: {
    name: '打印',
    print: '打印',
    back: '返回',
    paper: '纸张',
    papers: { a4: 'A4 横向', a3: 'A3 横向', wall: '乡镇挂图（A3）' } satisfies Record<Sheet, string>,
    png: '地图图片（PNG）',
    pngFailed: '图片没有做成，可改用打印',
    title: (area: string, campaign: string) => `${area}“${campaign}”进度图`,
    span: (years: string) => `${years} 年计划`,
    by: {
      province: '按省',
      prefecture: '按市',
      county: '按县',
      township: '按乡镇',
      village: '按村',
    } satisfies Record<Level, string>,
    north: '北',
    definition: {
      plan: '口径：占总任务＝截至当日累计完成÷总任务，同一户（处）只计一次。无数据＝有任务尚未上报；零＝已上报，完成为零；已抑制＝人数不足 5；不适用＝无任务。',
      year: '口径：占本年任务＝本年完成÷本年任务，同一户（处）只计一次。无数据＝有任务尚未上报；零＝已上报，完成为零；已抑制＝人数不足 5；不适用＝无任务。',
      pace: '口径：占总任务的比例减去当日应达比例，相差 2 个百分点以内为相当。无数据＝有任务尚未上报；已抑制＝人数不足 5；不适用＝无任务。',
      value:
        '口径：截至当日的累计数，按各地上报或记录计数。无数据＝没有分地区的数；零＝已上报，数为零；已抑制＝不公布；不适用＝分母为零。',
      value_year:
        '口径：本年内的数，按各地上报或记录计数。无数据＝没有分地区的数；零＝已上报，数为零；已抑制＝不公布。',
      change: '口径：两日占总任务比例之差，百分点。不适用＝无任务。',
      reach: '口径：村中心点到最近一处开放的点的直线距离，公里。',
      returns: '口径：月报已报份数÷应报份数。不适用＝不应报。',
      flags: '口径：现有未处理的数据疑点条数。',
    } satisfies Record<Measure, string>,
    revision: (revision: string) => `数据版本 ${revision}`,
    edition: (edition: string) => `边界版本 ${edition}`,
    maker: (maker: string) => `制图：${maker}`,
    approval: '审图号：',
    page: (page: number, of: number) => `第 ${page} 页，共 ${of} 页`,
    continued: (name: string) => `${name}（续）`,
    qr: '网址的二维码',
    done: '完成',
    unit: (what: string, unit: string) => `${what}（${unit}）`,
    link: '网址',
  },

  asOf: '截至',
  today: '今天',
  endOfLastQuarter: '上季末',
  endOfLastYear: '去年末',
  endOfPlan: '期末',
  chooseDay: '选择日期',
  monthSlider: '按月选择日期',
  previousMonth: '上一个月末',
  nextMonth: '下一个月末',
  play: '逐月播放',
  pause: '暂停',

  sentence: (facts: SentenceFacts): SentencePart[] => [
    `截至${facts.day}，${facts.area}${facts.campaign}累计完成 `,
    { figure: `${facts.completed}${facts.unit}` },
    ...(facts.share ? [`，完成${plan(facts.years)}的 `, { figure: facts.share }] : []),
    ...(facts.thisYear
      ? [
          '；今年完成 ',
          { figure: `${facts.thisYear.completed}${facts.unit}` },
          '，占年度任务的 ',
          { figure: facts.thisYear.share },
        ]
      : []),
    ...(facts.since ? [`；比${facts.since.day}变化 `, { figure: facts.since.text }] : []),
    '。',
  ],
  report: {
    open: '工作总结：由数据写成的半年报告',
    name: '工作总结',
    waiting: '正在写…',
    failed: '没有取得报告；关闭后再打开可重试',
    span: (from: string, to: string) => `${from} 至 ${to}`,
    revision: (revision: string) => `版本 ${revision}`,
  },
  copy: '复制',
  copied: '已复制',
  copyFailed: '浏览器不允许复制，请选中文字后手动复制',
  share: '分享',
  linkCopied: '链接已复制，打开后是同样的地区、专项和日期',

  export: '导出',
  exportHint: 'Shapefile 压缩包：UTF-8，附字段说明与损失报告',
  exportScope: (area: string, day: string) => `${area}，截至 ${day}`,
  exportLayer: {
    villages: '村界',
    townships: '乡镇界',
    counties: '县界',
    courtyards: '庭院点',
    bases: '巧媳妇基地',
    'help-points': '关爱帮扶点',
    inspections: '核查点',
    progress: '进度表（含边界）',
  } satisfies Record<ExportLayer, string>,

  live: '实时',
  liveHint: '有新的上报时自动更新',
  justNow: '刚刚',
  changedBy: (name: string, text: string) => `${name} ${text}`,
  newPoints: '有新核查点',
  disconnected: (time: string) => `连接中断，数据停留在 ${time}`,
  retry: '重试',
  cannotReach: (time: string) => `连不上服务器，数据停留在 ${time}`,
  refused: (what: string) => `服务器没有给出这份数据：${what}`,
  requestNumber: (id: string) => `请求号 ${id}`,
  linkOutdated: '链接中的部分内容已失效，已显示默认视图',
  loading: '正在读取',
  empty: '这里没有下级地区。',
  noCampaigns: '还没有任何专项。用 courtyard load 装入数据后，这里会出现进度。',

  switchTheme: '切换深浅色',
  language: '语言',
  signIn: '登录',
  signOut: '退出',
  stillSignedIn: '没有退出成功，请再试一次',
  signInTitle: '登录后查看进度',
  signInHint: '账号由本级妇联发放。',
  userName: '用户名',
  password: '密码',
  signingIn: '正在登录',
  wrongPassword: '用户名或密码不对',
  enterCode: '输入验证器上的 6 位数',
  codeLabel: '验证码',
  wrongCode: '验证码不对，换一个新的再试',
  startOver: '换一个账号',
  lockedFor: (time: string) => `尝试次数过多，${time} 后再登录`,
  mustChange: '首次登录，请改密码',
  oneTimePassword: '发给你的一次性密码',
  newPassword: '新密码',
  repeatPassword: '再输一次新密码',
  passwordsDiffer: '两次输入的新密码不同',
  changePassword: '改好，继续',
  changing: '正在保存',
  sessionOver: '登录已过期，页面已收起；填写的内容都在，登录后继续',
  tooManyAttempts: '尝试次数过多，过一会儿再登录',
  account: '账号',
  myAccount: '我的账号',
  role: {
    viewer: '查看',
    field: '外业',
    reviewer: '审核',
    planner: '规划',
    caseworker: '个案',
    security: '安全',
    auditor: '审计',
    admin: '管理',
  } satisfies Record<Role, string>,
  ...themesZh,
};
