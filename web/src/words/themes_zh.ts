// SPDX-License-Identifier: Apache-2.0
// Words of the themes, of classes, comparison and downloads; themes_en.ts has the same keys, or it does not compile.
import type { ClassMethod, ExportFormat, IndicatorKind, Service } from '../api/types.ts';
import type { DeskPageName } from '../desk/frame/pages.ts';
import type { Group } from '../rail/programme_groups.ts';
import type { Theme } from '../view/view.ts';
import type { SentencePart } from './zh.ts';

export interface FigureFacts {
  day: string;
  area: string;
  campaign: string;
  /** Empty where the campaign says it all. */
  indicator: string;
  value: string | null;
  suppressed: boolean;
  thisYear: string | null;
  since: { day: string; text: string } | null;
}

export interface ReachFacts {
  day: string;
  area: string;
  service: string;
  radius: string;
  points: string;
  within: string;
  villages: string;
  share: string;
}

export interface ReturnsFacts {
  month: string;
  area: string;
  campaign: string;
  owed: string;
  returned: string;
  inTime: string;
  completeness: string;
  timeliness: string;
}

export interface TrialFacts {
  place: string | null;
  radius: string;
  villages: string;
  before: string;
  after: string;
  shareBefore: string;
  shareAfter: string;
}

/** Doubts by the names the server has for them: whole and short. */
const doubts: Record<string, [whole: string, short: string]> = {
  outside_declared_village: ['点在申报村外', '村外'],
  outside_every_village: ['点不在任何村内', '界外'],
  in_overlap: ['点在重叠的村界内', '重叠'],
  unknown_area: ['村代码不在本版区划中', '代码'],
  no_position: ['没有坐标', '无坐标'],
  far_from_household: ['距户过远', '距户远'],
  low_accuracy: ['定位精度差', '精度差'],
  datum_suspect: ['疑似 GCJ-02 偏移', 'GCJ-02'],
  clock_skew: ['观测时间晚于收到时间', '时钟'],
  unclear_address: ['地址不清', '地址'],
  photo_far: ['照片位置与核查点相距过远', '照片远'],
  photo_time: ['照片时间与核查时间相差大', '照片时间'],
  photo_reused: ['照片用于其他核查点', '照片重复'],
  photo_no_position: ['照片没有位置', '照片无位置'],
  accuracy_missing: ['没有上报精度', '无精度'],
  accuracy_zero: ['精度为 0', '精度 0'],
  accuracy_round: ['精度为整数', '精度整'],
  impossible_speed: ['移动速度不可能', '速度'],
  stale_time: ['很久以后才上报', '迟报'],
  before_campaign: ['早于专项开始', '过早'],
  conflicting: ['同一户内容不一致', '不一致'],
};

export const themesZh = {
  partMissing: '这一部分没有取到。',
  comma: '、',
  themeName: {
    progress: '专项进度',
    reach: '服务可及',
    returns: '上报完整率',
    quality: '数据质量',
  } satisfies Record<Theme, string>,
  listOf: { progress: '排名', reach: '可及排名', returns: '上报情况', quality: '各村疑点' } satisfies Record<
    Theme,
    string
  >,
  programmes: {
    all: '全部专项',
    find: '专项或指标名称',
    nothing: (text: string) => `没有找到“${text}”`,
    indicators: (n: number) => `${n} 项`,
    group: {
      village: '乡村振兴',
      family: '家庭与典型',
      rights: '维权与调解',
      children: '儿童',
      women: '组织与服务',
      other: '其他',
    } satisfies Record<Group, string>,
  },
  indicator: '指标',
  byLevel: '按级别，本级及以上',
  kindName: {
    records: '计数',
    count: '上报累计',
    stock: '现有数',
    amount: '金额',
    rate: '比率',
    coverage: '覆盖率',
    milestone: '节点',
  } satisfies Record<IndicatorKind, string>,
  protectedNote: '涉及儿童或健康，只公布全县合计，取整到 5；1 至 4 不公布。',
  protectedShort: '只公布合计，取整到 5',
  onlyWhole: (name: string) => `只按${name}上报，没有分地区的数`,
  milestoneReached: '已完成',
  milestoneOpen: '尚未完成',
  personsGot: (n: string) => `${n} 人次`,
  reportedByAreas: '由各地上报',
  countedFromRecords: '由记录计数',
  levelToHold: '目标为应保持的水平',
  nothingToDivide: '分母为零，不计比率',
  figureBar: '相对大小',
  ofAll: '数 / 总数',
  thisYear: '今年',
  allYears: '累计',
  trendPlain: (name: string, unit: string) => `${name}，${unit}`,
  howRate: (name: string, part: string, whole: string) => `${name} = ${part} ÷ ${whole}`,
  howCoverage: (name: string, part: string, level: string) =>
    `${name} = 有“${part}”的${level}数 ÷ 全部${level}数`,
  howSum: (n: string, unit: string) => `合计 ${n} ${unit}；没有目标，不计比例`,

  classes: {
    title: '分级',
    fixed: (n: number) => `固定分级（${n} 级）`,
    method: { fixed: '固定', quantile: '分位数', jenks: '自然断点', equal: '等距' } satisfies Record<
      ClassMethod,
      string
    >,
    count: '级数',
    so_many: (n: number) => `${n} 级`,
    pooled: '各月合并分级',
    pooledHint: '分级界限取自各月末的全部数值，换日期时颜色含义不变',
    made: (method: ClassMethod, pooled: boolean) =>
      `${{ fixed: '固定', quantile: '分位数', jenks: '自然断点', equal: '等距' }[method]}${pooled ? '，各月合并' : ''}`,
  },
  decrease: '减少',
  increase: '增加',
  suppressedShort: '<5',
  markShort: { no_data: '无数据', suppressed: '已抑制' },
  valueHead: (unit: string) => unit,
  withUnit: (name: string, unit: string) => `${name}（${unit}）`,

  compareWith: '与另一天比较',
  compareNoMore: '不再比较',
  quarterBefore: '上一个季末',
  yearBefore: '上一个年末',
  comparedWith: (day: string) => `对比 ${day}`,
  sinceDay: (day: string) => `较 ${day}`,
  sinceShort: (day: string) => `较${day}`,
  sinceHint: (day: string) => `与 ${day} 相比`,

  olderRevision: (revision: string) => `版本 ${revision} · 不是最新`,
  seeNewest: '看最新',

  filterByName: '按名称或代码筛选',
  someAreas: (some: number, all: number) => `${some} / ${all} 个`,
  nobodyNamed: (text: string) => `没有名称含“${text}”的地区。`,
  allFiltered: '图例中已全部隐藏。',

  figureSentence: (facts: FigureFacts): SentencePart[] => [
    `截至${facts.day}，${facts.area}${facts.campaign}${facts.indicator} `,
    { figure: facts.suppressed ? '人数不足 5，已抑制' : (facts.value ?? '没有可计的数') },
    ...(facts.thisYear ? ['，其中今年 ', { figure: facts.thisYear }] : []),
    ...(facts.since ? [`；比${facts.since.day}变化 `, { figure: facts.since.text }] : []),
    '。',
  ],

  reach: {
    serviceTitle: '服务',
    service: { 'help-points': '关爱帮扶点', bases: '巧媳妇基地' } satisfies Record<Service, string>,
    radius: '半径，公里（直线）',
    straight: '直线距离，不是路程。村以中心点计。',
    kindTitle: '帮扶点类型',
    allKinds: '全部类型',
    kindName: {
      childrens_home: '儿童之家',
      protection_station: '未成年人保护工作站',
      womens_home: '妇女之家',
      other: '其他',
    },
    lead: (km: number) => `${km} 公里内的面积`,
    villagesWithin: (km: number) => `${km} 公里内的村`,
    outside: (n: string) => `范围外 ${n} 个村`,
    points: '现有点',
    unplaced: (n: string) => `${n} 处没有坐标`,
    people: '范围内人数',
    noTable: '没有已发布的人数表',
    how: (km: number) =>
      `以每处开放的点为圆心画半径 ${km} 公里的圆，圆的并集占本地区面积的比例。村按其中心点到最近点的直线距离判断。`,
    areaShare: '覆盖面积 %',
    areaShareShort: '面积%',
    villagesHead: '村 内/共',
    nearest: '公里',
    tryTitle: '加一个点试试',
    tryOnMap: '在图上选位置',
    clickMap: '在图上点一下',
    tryIn: (name: string) => `放在${name}中心`,
    tryEnd: '撤掉',
    tryHint: '只是试算，不保存。只用村界与公开数据，不涉及儿童人数。',
    trial: (facts: TrialFacts) =>
      facts.villages === '0'
        ? `在${facts.place ?? '这里'}加一处，没有新的村进入 ${facts.radius} 公里（仍为 ${facts.after} 个），覆盖面积 ${facts.shareBefore} → ${facts.shareAfter}。`
        : `在${facts.place ?? '这里'}加一处，新增 ${facts.villages} 个村进入 ${facts.radius} 公里（${facts.before} → ${facts.after}），覆盖面积 ${facts.shareBefore} → ${facts.shareAfter}。`,
    sentence: (facts: ReachFacts): SentencePart[] => [
      `截至${facts.day}，${facts.area} `,
      { figure: `${facts.points}处` },
      `${facts.service}，${facts.radius} 公里内有 `,
      { figure: `${facts.within}个村` },
      `（共 ${facts.villages} 个），覆盖面积 `,
      { figure: facts.share },
      '。',
    ],
  },

  returns: {
    of: '哪项月报',
    madeOf: (names: string) => `一份月报包括：${names}`,
    lead: (month: string) => `${month}月报完整率`,
    completeness: '完整率',
    completenessShort: '完整%',
    timeliness: '及时率',
    timelinessShort: '及时%',
    returnedOwed: '已报 / 应报',
    due: '应报日期',
    how: '已报 ÷ 应报。一份月报的各项指标都报了才算已报；更正不影响及时。应报由当月的区划版本决定。',
    missing: (level: string) => `未报的${level}`,
    nobodyMissing: '全部已报。',
    sentence: (facts: ReturnsFacts): SentencePart[] => [
      `${facts.month}，${facts.area}${facts.campaign}月报应报 ${facts.owed}，已报 `,
      { figure: facts.returned },
      '（',
      { figure: facts.completeness },
      `），及时 ${facts.inTime}（`,
      { figure: facts.timeliness },
      '）。',
    ],
  },

  quality: {
    open: '未处理疑点',
    openShort: '条',
    unit: ' 条',
    mostly: '主要是',
    resolved: '已处理',
    byKind: '按类别',
    allKinds: (n: string) => `全部类别（${n}）`,
    list: '疑点清单',
    reviewersOnly: '逐条查看需要审核权限。',
    how: '上报时或之后发现的可疑之处，尚无审核结论的条数。疑点只提示，不改变任何数。',
    alwaysNow: '数据质量总是现在的情况，不随日期变化。',
    kind: (kind: string) => doubts[kind]?.[0] ?? kind,
    kindShort: (kind: string) => doubts[kind]?.[1] ?? kind,
    age: (days: number) => (days === 0 ? '今天' : `${days} 天`),
    sentence: (area: string, open: string): SentencePart[] => [
      `${area}现有未处理的数据疑点 `,
      { figure: `${open}条` },
      '。',
    ],
  },

  download: {
    what: '内容',
    format: '格式',
    crs: '坐标系',
    encoding: '编码',
    area: '范围',
    gbk: 'GBK（旧软件）',
    formatName: {
      'shp.zip': 'Shapefile（zip）',
      gpkg: 'GeoPackage',
      geojson: 'GeoJSON',
      fgb: 'FlatGeobuf',
      csv: 'CSV（Excel 可直接打开）',
      xlsx: 'Excel（xlsx）',
      kml: 'KML',
    } satisfies Record<ExportFormat, string>,
    crsName: (crs: string) =>
      ({
        'EPSG:4490': 'CGCS2000 经纬度（4490）',
        'EPSG:4326': 'WGS 84 经纬度（4326）',
        gk: 'CGCS2000 高斯三度带',
        'gk-zone': 'CGCS2000 高斯三度带（带号）',
        'EPSG:3857': 'Web 墨卡托（3857）',
      })[crs] ?? crs,
    counting: '正在计算行数与大小…',
    size: (rows: string, size: string, exact: boolean) => `${rows} 行，${exact ? '' : '约 '}${size}`,
    failed: '没有算出大小，仍可下载',
    go: '下载',
    later: '在后台生成',
    job: {
      title: '后台生成的文件',
      waiting: '排队中',
      running: '正在生成',
      done: '文件已生成，可以下载；中断后可续传',
      failed: '没有生成',
      gone: '文件已不在，请重新生成',
      rows: (done: string, all: string) => `${done} / ${all} 行`,
      until: (when: string) => `保留至 ${when}`,
      stop: '取消',
      remove: '删除',
      fetch: '下载文件',
    },
  },

  desk: {
    title: '工作台',
    name: { review: '核查台', import: '导入', targets: '任务编辑', accounts: '账号' } satisfies Record<
      DeskPageName,
      string
    >,
  },
};
