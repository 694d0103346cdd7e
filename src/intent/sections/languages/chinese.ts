// Chinese, in simplified and traditional characters.

import type { Translation } from './translation.js';

export const chinese: Translation = {
  headings: {
    threats:
      '威胁|威胁模型|威胁建模|威胁分析|威胁列表|威胁清单|威胁矩阵|威胁场景|威胁与缓解|威胁及缓解措施|威胁与对策|安全威胁|主要威胁|潜在威胁|已知威胁|威胁与风险|风险|安全风险|风险分析|风险清单|攻击场景|攻击向量|STRIDE 分析|STRIDE 威胁分析|威脅|威脅模型|威脅分析|威脅清單',
    boundaries: '信任边界|安全边界|系统边界|网络边界|可信边界|信任边界图|信任邊界|安全邊界',
    deployments: '部署|部署环境|部署平台|数据库集群|部署環境',
    components: '组件|组件清单|系统组件|数据归属|組件|元件',
    classifications:
      '资产|资产清单|保护对象|保护目标|受保护资产|关键数据|机密数据|资产识别|资产列表|保护资产|核心资产|关键资产|需要保护的资产|数据资产|数据分类|数据分级|数据分类分级|数据分类与分级|数据敏感度|敏感数据|敏感信息|數據分類|資料分類|資產|資產清單|敏感資料',
    authorizations:
      '授权|授权模型|鉴权|权限管理|权限体系|角色|角色定义|用户角色|角色权限矩阵|权限|权限模型|权限矩阵|访问控制|访问控制矩阵|权限控制|角色与权限|角色权限|权限设计|授權|權限|權限矩陣|存取控制',
    isolation: '租户隔离|租户隔离策略|多租户|多租户隔离|数据隔离|租戶隔離|多租戶',
    connections: '连接模型|数据库账号|数据库账户|数据库用户|登录角色|身份架构|連線模型|資料庫帳號',
    protections:
      '数据保护|数据安全|存储安全|存储加密|敏感数据加密|敏感数据保护|隐私保护|数据加密|加密策略|数据脱敏|脱敏规则|数据保护规则|加密|資料保護|資料加密',
    auditEvents:
      '审计|审计日志|日志|操作日志|安全日志|日志记录|审计记录|审计要求|日志与审计|日志审计|审计事件|安全审计|操作审计|日志和审计|稽核|稽核日誌|審計日誌',
    credentials:
      '密钥管理|密钥|密钥清单|密钥体系|密码存储|密码与密钥|令牌|令牌管理|Token 管理|机密信息|API 密钥|凭据存储|凭据|凭证|凭据管理|凭证管理|秘密管理|密钥与凭据|敏感配置|环境变量|令牌类型|密鑰管理|金鑰管理|憑證管理|機密管理',
    zones: '信任区域|网络区域|网络分区|安全域|安全区域|網路區域|信任區域',
    endpoints: '网络暴露|网络暴露面|端点|暴露面|公开端口|網路暴露',
    compliance: '合规|合规要求|合规映射|合规矩阵|合規|法规遵循',
    naming: '命名|命名规范|命名约定|命名規範',
  },
  shared: {
    owner: '负责人|所有者|责任人|負責人',
    severity: '严重程度|严重性|风险|风险等级|危害|影响|风险级别|等级|嚴重性|風險|威胁等级',
    component: '组件|模块|受影响组件|目标|元件',
    zone: '区域|网络区域',
    tier: '层级|级别',
  },
  columns: {
    threats: {
      id: '编号|序号|威胁编号|編號',
      threat: '威胁|威胁类型|攻击类型|威胁描述|描述|场景|威胁场景|攻击场景|攻击|威脅|威脅描述',
      category: '类别|分类|STRIDE 类别|STRIDE 分类|類別',
      kind: '种类',
      boundary: '边界|信任边界',
      residual: '残余风险|剩余风险|殘餘風險',
    },
    boundaries: {
      boundary: '边界|信任边界|编号|名称|邊界',
      from: '从|来源|源|起点',
      to: '到|目标|目的|终点',
      authentication: '认证|身份认证|鉴权|認證',
      authorization: '授权|访问控制',
      encryption: '加密|传输加密',
      audit: '审计|日志',
    },
    deployments: {
      cluster: '集群|实例|数据库',
      substrate: '平台|托管方式|云平台',
      version: '版本',
      hostAccess: '主机访问',
    },
    components: { owns: '拥有数据|数据|模式', connectsAs: '连接账号|数据库账号' },
    classifications: {
      dataset: '数据|数据类型|数据集|资产|资产名称|数据项|字段|示例|資產|資料',
      location: '位置|存储位置|表|字段位置|列',
      classification: '分类|级别|等级|敏感级别|敏感度|数据级别|机密性|保密级别|分级|敏感性|重要性|分類',
      handling: '处理要求|处理|保护措施|说明|备注|處理',
    },
    authorizations: {
      actor: '角色|主体|用户|用户角色',
      resource: '资源|对象|表|数据',
      operations: '操作|权限|访问权限|权限范围|權限',
      condition: '条件|限制|说明|备注',
    },
    isolation: {
      scope: '范围|表',
      tenantKey: '租户键|租户字段|租户列',
      carrier: '载体|机制',
      failureMode: '失败模式',
      detection: '检测',
    },
    connections: {
      login: '账号|账户|登录角色|用户名|用户',
      actor: '使用者|主体',
      kind: '类型|种类',
      database: '数据库',
      source: '来源',
      authentication: '认证方式|认证',
    },
    protections: {
      location: '位置|字段|列|数据',
      protection: '保护方式|保护措施|加密方式|脱敏方式|算法',
      keyCustody: '密钥保管|密钥',
      readableBy: '可读者|可见范围',
    },
    auditEvents: {
      event: '事件|审计事件|事件类型|操作|操作类型',
      scope: '范围',
      threat: '威胁',
      sink: '目的地|存储',
      retention: '保留期|保存期限|保留时间|保留期限',
      tamperEvidence: '防篡改|完整性',
    },
    credentials: {
      credential: '凭据|凭证|密钥|秘密|令牌|变量|环境变量|变量名|名称',
      usedBy: '使用者|使用方|用途',
      store: '存储|存储位置|存放位置|存储方式',
      rotation: '轮换|轮换周期|有效期|生命周期',
      issuance: '签发|颁发',
      breakGlass: '紧急',
    },
    zones: { zone: '区域|网络区域', ranges: '网段|地址范围', document: '来源' },
    endpoints: {
      endpoint: '端点|地址|端口|服务',
      allowedSources: '允许来源|访问来源',
      public: '公开|是否公开|公网',
      exception: '例外|理由',
    },
    compliance: {
      regime: '法规|标准|规范',
      control: '要求|条款|控制项',
      coveredBy: '措施|实现|覆盖',
      gap: '差距|缺口',
    },
    naming: { object: '对象', pattern: '模式|规则' },
  },
  omitted: '省略的章节|不适用的章节',
  asides:
    '范围|范围外|超出范围|不在范围内|非目标|假设|前提|残余风险|剩余风险|已接受风险|缓解措施|安全措施|对策|参考|参考资料|术语|术语表|示例|模板|附录|开放问题|变更记录|修订历史|威胁主体|攻击者|攻击者能力|攻击面',
  stride: [
    '欺骗|伪装|身份欺骗|仿冒|假冒|身份伪造',
    '篡改|数据篡改',
    '抵赖|否认',
    '信息泄露|信息披露|信息泄漏|資訊洩露',
    '拒绝服务|拒絕服務',
    '权限提升|特权提升|提权|權限提升',
  ],
};
