// Korean.

import type { Translation } from './translation.js';

export const korean: Translation = {
  headings: {
    threats: '위협|위협 모델|위험|위험 분석|공격 시나리오|위협 분석|위협 목록|위협 모델링|위협 및 완화|위협과 대응',
    boundaries: '신뢰 경계|보안 경계',
    deployments: '배포|배포 환경',
    components: '구성 요소|컴포넌트',
    classifications: '자산|자산 목록|보호 대상|개인정보|보호 자산|데이터 분류|정보 분류|민감 데이터',
    authorizations: '인가|권한|역할|권한 관리|권한 모델|권한 매트릭스|접근 제어|접근 제어 매트릭스|역할과 권한',
    isolation: '테넌트 격리|멀티테넌시|데이터 격리',
    connections: '연결 모델|데이터베이스 사용자|로그인 역할',
    protections: '데이터 보호|암호화|마스킹',
    auditEvents: '감사|감사 로그|로그|로깅 및 감사|감사 이벤트',
    credentials: '비밀 관리|시크릿|토큰|토큰 관리|비밀번호 관리|시크릿 관리|키 관리|자격 증명|환경 변수',
    zones: '신뢰 구역|네트워크 구역',
    endpoints: '네트워크 노출|엔드포인트',
    compliance: '규정 준수|컴플라이언스|규제 준수',
    naming: '명명 규칙|네이밍',
  },
  shared: {
    owner: '담당|책임자|소유자',
    severity: '심각도|위험도|위험|영향|리스크',
    component: '구성 요소|컴포넌트|대상',
    zone: '구역',
    tier: '등급',
  },
  columns: {
    threats: {
      id: '번호|식별자',
      threat: '시나리오|위협|설명|위협 시나리오',
      category: '분류|위협 stride|유형',
      boundary: '경계',
      residual: '잔여 위험|잔여 리스크',
    },
    boundaries: {
      boundary: '경계|신뢰 경계',
      from: '출발|출처',
      to: '도착|목적지',
      authentication: '인증',
      authorization: '인가',
      encryption: '암호화',
      audit: '감사|로그',
    },
    classifications: {
      dataset: '자산|데이터|데이터 유형|항목',
      location: '위치|저장 위치|테이블|컬럼',
      classification: '민감도|분류|등급|기밀성',
      handling: '비고|처리|처리 방식',
    },
    authorizations: {
      actor: '역할|주체|사용자',
      resource: '리소스|대상|테이블|데이터',
      operations: '권한|작업|접근',
      condition: '조건|비고',
    },
    connections: {
      login: '계정|사용자',
      kind: '유형|종류',
      database: '데이터베이스',
      source: '출처',
      authentication: '인증',
    },
    protections: { location: '위치|컬럼|데이터', protection: '보호|보호 방법|암호화', keyCustody: '키 보관|키' },
    auditEvents: { event: '이벤트|감사 이벤트', scope: '범위', sink: '저장소|대상', retention: '보존 기간|보관 기간' },
    credentials: {
      credential: '시크릿|비밀|키|자격 증명|토큰|변수|환경 변수',
      usedBy: '사용처',
      store: '저장|저장 위치|보관',
      rotation: '교체 주기|로테이션|유효 기간',
    },
    compliance: { regime: '규제|표준', control: '요구사항|조항', coveredBy: '대응|구현', gap: '갭' },
  },
  omitted: '생략한 절',
  asides:
    '범위|범위 밖|범위 외|가정|잔여 위험|잔여 리스크|완화|완화 방안|대응 방안|참고|참고 자료|용어|예시|변경 이력|공격자',
  stride: ['위장|스푸핑', '변조', '부인', '정보 유출|정보 노출', '서비스 거부', '권한 상승'],
};
