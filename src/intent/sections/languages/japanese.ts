// Japanese.

import type { Translation } from './translation.js';

export const japanese: Translation = {
  headings: {
    threats:
      '脅威|脅威モデル|リスク|リスク分析|リスク一覧|攻撃シナリオ|脅威分析|脅威一覧|脅威モデリング|想定脅威|脅威と対策|脅威シナリオ|STRIDE 分析',
    boundaries: '信頼境界|信頼境界線|トラスト境界|セキュリティ境界',
    deployments: 'デプロイ|デプロイ環境|デプロイ構成|データベースクラスタ',
    components: 'コンポーネント|コンポーネント一覧|構成要素|データ所有',
    classifications:
      '資産|資産一覧|保護対象|重要情報|個人情報|保護資産|情報資産|守るべき資産|データ分類|情報分類|データの分類|機密データ|データ機密区分',
    authorizations:
      '認可|認可モデル|ロール|ロール定義|権限設計|権限管理|権限|権限マトリクス|権限モデル|アクセス制御|アクセス制御マトリクス|ロールと権限',
    isolation: 'テナント分離|テナント分離戦略|マルチテナント|データ分離',
    connections: '接続モデル|データベースユーザー|ログインロール|アイデンティティ',
    protections: 'データ保護|データ保護ルール|暗号化|マスキング',
    auditEvents: '監査|監査ログ|ログ|操作ログ|ログ設計|ログと監査|監査イベント|ログ・監査|監査対象イベント',
    credentials:
      'シークレット|シークレット管理|トークン|トークン管理|パスワード管理|鍵管理|秘密情報|秘密情報管理|認証情報|認証情報管理|環境変数|鍵とシークレット',
    zones: '信頼ゾーン|ネットワークゾーン|ネットワークセグメント',
    endpoints: 'ネットワーク公開|エンドポイント|公開範囲',
    compliance: 'コンプライアンス|法規制対応|準拠要件|規制対応',
    naming: '命名規則|命名',
  },
  shared: {
    owner: '担当|責任者|所有者|管理者',
    severity: '深刻度|重大度|リスク|影響|影響度|リスクレベル',
    component: 'コンポーネント|対象',
    zone: 'ゾーン',
    tier: 'ティア|重要度',
  },
  columns: {
    threats: {
      id: '番号|識別子|項番',
      threat: '脅威|説明|内容|シナリオ|脅威シナリオ|攻撃',
      category: '分類|カテゴリ|カテゴリー|種別',
      kind: '種類',
      boundary: '境界|信頼境界',
      residual: '残存リスク|残留リスク',
    },
    boundaries: {
      boundary: '境界|信頼境界|番号',
      from: '発信元|送信元|から',
      to: '宛先|送信先|へ',
      authentication: '認証',
      authorization: '認可',
      encryption: '暗号化',
      audit: '監査|ログ',
    },
    deployments: {
      cluster: 'クラスタ|インスタンス',
      substrate: 'プラットフォーム|基盤',
      version: 'バージョン',
      hostAccess: 'ホストアクセス',
    },
    components: { owns: '所有データ|データ|スキーマ', connectsAs: '接続ユーザー' },
    classifications: {
      dataset: 'データ|データ種別|資産|情報資産|項目|例',
      location: '場所|保存場所|テーブル|カラム|列',
      classification: '分類|区分|機密区分|機密度|レベル|機密性|重要度',
      handling: '取り扱い|取扱い|対策|備考',
    },
    authorizations: {
      actor: 'アクター|ロール|主体|役割',
      resource: 'リソース|対象|テーブル|データ',
      operations: '操作|権限|アクセス',
      condition: '条件|制限|備考',
    },
    isolation: {
      scope: '範囲|対象|テーブル',
      tenantKey: 'テナントキー|テナント列',
      carrier: 'キャリア',
      failureMode: '障害時',
      detection: '検知',
    },
    connections: {
      login: 'ログイン|ユーザー|アカウント',
      actor: 'アクター|利用者',
      kind: '種別|種類',
      database: 'データベース',
      source: '接続元',
      authentication: '認証|認証方式',
    },
    protections: {
      location: '場所|カラム|列|データ|項目',
      protection: '保護|保護方法|対策|暗号化|方式',
      keyCustody: '鍵の保管|鍵',
      readableBy: '閲覧可能者|閲覧者',
    },
    auditEvents: {
      event: 'イベント|監査イベント|操作',
      scope: '範囲|対象',
      threat: '脅威',
      sink: '出力先|保存先',
      retention: '保存期間|保持期間',
      tamperEvidence: '改ざん検知|完全性',
    },
    credentials: {
      credential: 'シークレット|鍵|認証情報|秘密情報|トークン|変数|環境変数',
      usedBy: '利用者|用途',
      store: '保管場所|保存場所|格納先',
      rotation: 'ローテーション|更新頻度|有効期限|有効期間',
      issuance: '発行',
      breakGlass: '緊急時',
    },
    zones: { zone: 'ゾーン', ranges: 'アドレス範囲|範囲', document: '出典' },
    endpoints: {
      endpoint: 'エンドポイント|アドレス|ポート',
      allowedSources: '許可元',
      public: '公開',
      exception: '例外|理由',
    },
    compliance: { regime: '規制|規格|基準', control: '要件|条項', coveredBy: '対応|実装|対策', gap: 'ギャップ|課題' },
    naming: { object: '対象', pattern: 'パターン|規則' },
  },
  omitted: '省略した節|対象外の節',
  asides:
    '対象範囲|対象外|スコープ|スコープ外|前提|前提条件|残存リスク|残留リスク|受容リスク|対策|緩和策|参考|参考資料|用語|用語集|例|テンプレート|付録|未解決事項|変更履歴|攻撃者|攻撃面',
  stride: [
    'なりすまし',
    '改ざん',
    '否認',
    '情報漏えい|情報漏洩|情報の漏えい',
    'サービス拒否|サービス妨害',
    '権限昇格|特権昇格',
  ],
};
