// Portuguese.

import type { Translation } from './translation.js';

export const portuguese: Translation = {
  headings: {
    threats:
      'Ameaças|Riscos|Análise de riscos|Cenários de ataque|Modelo de ameaças|Análise de ameaças|Modelagem de ameaças|Registro de ameaças|Ameaças identificadas|Ameaças e mitigações',
    boundaries: 'Limites de confiança|Fronteiras de confiança',
    deployments: 'Implantação|Ambiente de implantação',
    components: 'Componentes|Inventário de componentes|Propriedade dos dados',
    classifications:
      'Classificação de dados|Classificação dos dados|Classificação da informação|Classificação|Dados sensíveis|Ativos|Ativos a proteger|Inventário de ativos',
    authorizations:
      'Autorização|Papéis|Modelo de autorização|Matriz de permissões|Permissões|Controle de acesso|Controlo de acesso|Matriz de acesso|Papéis e permissões|Perfis e permissões',
    isolation: 'Isolamento de inquilinos|Isolamento de tenants|Isolamento entre clientes|Multi-inquilino',
    connections: 'Conexões|Modelo de conexão|Usuários do banco de dados|Identidades|Arquitetura de identidade',
    protections: 'Proteção de dados|Regras de proteção de dados|Criptografia|Cifragem|Proteção de colunas',
    auditEvents:
      'Auditoria|Registro e auditoria|Logs de auditoria|Eventos auditados|Eventos de auditoria|Trilha de auditoria',
    credentials:
      'Segredos|Gestão de segredos|Gerenciamento de segredos|Gestão de chaves|Segredos e chaves|Credenciais|Gerenciamento de chaves',
    zones: 'Zonas de confiança|Zonas de rede|Segmentos de rede',
    endpoints: 'Exposição de rede|Pontos de acesso|Exposição',
    compliance: 'Conformidade|Matriz de conformidade|Requisitos regulatórios',
    naming: 'Nomenclatura|Convenções de nomes|Padrões de nomenclatura',
  },
  shared: {
    owner: 'Responsável|Proprietário|Dono',
    severity: 'Severidade|Gravidade|Risco|Impacto',
    component: 'Componente',
    zone: 'Zona',
    tier: 'Nível|Criticidade',
  },
  columns: {
    threats: {
      id: 'N.º|Número|Identificador|Ref',
      threat: 'Ameaça|Descrição|Cenário',
      category: 'Categoria',
      kind: 'Tipo',
      boundary: 'Limite|Fronteira',
      residual: 'Risco residual',
    },
    boundaries: {
      boundary: 'Limite|Fronteira',
      from: 'De|Origem',
      to: 'Para|Destino',
      authentication: 'Autenticação',
      authorization: 'Autorização',
      encryption: 'Criptografia|Cifragem',
      audit: 'Auditoria|Registro',
    },
    deployments: {
      cluster: 'Cluster|Instância',
      substrate: 'Plataforma|Provedor',
      version: 'Versão',
      hostAccess: 'Acesso ao host',
    },
    components: { owns: 'Possui|Dados|Esquema', connectsAs: 'Conecta como|Usuário' },
    classifications: {
      dataset: 'Dado|Dados|Conjunto de dados|Ativo|Tipo de dado|Exemplos',
      location: 'Localização|Tabela|Coluna',
      classification: 'Classificação|Classe|Nível|Sensibilidade|Confidencialidade',
      handling: 'Tratamento|Medidas|Observações',
    },
    authorizations: {
      actor: 'Ator|Papel|Perfil',
      resource: 'Recurso|Objeto|Tabela|Dados',
      operations: 'Operações|Permissões|Direitos|Acesso',
      condition: 'Condição|Restrição|Observações',
    },
    isolation: {
      scope: 'Escopo|Âmbito|Tabela',
      tenantKey: 'Chave do inquilino|Coluna do inquilino',
      carrier: 'Portador',
      failureMode: 'Modo de falha',
      detection: 'Detecção|Deteção',
    },
    connections: {
      login: 'Usuário|Utilizador|Conta',
      actor: 'Ator|Usado por',
      kind: 'Tipo',
      database: 'Banco de dados|Base de dados',
      source: 'Origem|Fonte',
      authentication: 'Autenticação',
    },
    protections: {
      location: 'Localização|Coluna|Dado|Campo',
      protection: 'Proteção|Medida|Criptografia',
      keyCustody: 'Custódia da chave|Chave',
      readableBy: 'Legível por|Leitores',
    },
    auditEvents: {
      event: 'Evento|Eventos',
      scope: 'Escopo',
      threat: 'Ameaça',
      sink: 'Destino',
      retention: 'Retenção',
      tamperEvidence: 'Integridade',
    },
    credentials: {
      credential: 'Segredo|Credencial|Chave|Senha',
      usedBy: 'Usado por|Uso',
      store: 'Armazenamento|Cofre|Local',
      rotation: 'Rotação|Validade|Duração',
      issuance: 'Emissão',
      breakGlass: 'Emergência',
    },
    zones: { zone: 'Zona', ranges: 'Faixas|Endereços|Redes', document: 'Fonte' },
    endpoints: {
      endpoint: 'Ponto de acesso|Endereço',
      allowedSources: 'Origens permitidas',
      public: 'Público|Exposto',
      exception: 'Exceção|Justificativa',
    },
    compliance: {
      regime: 'Norma|Regulamento',
      control: 'Requisito|Artigo',
      coveredBy: 'Coberto por|Medida|Implementação',
      gap: 'Lacuna',
    },
    naming: { object: 'Objeto', pattern: 'Padrão' },
  },
  omitted: 'Seções omitidas|Secções omitidas',
  asides:
    'Fora de escopo|Fora do escopo|Escopo|Premissas|Riscos residuais|Medidas|Contramedidas|Mitigações|Referências|Glossário|Exemplos|Exemplo|Questões em aberto|Histórico de alterações',
  stride: [
    'Falsificação de identidade|Falsificação',
    'Adulteração',
    'Repúdio',
    'Divulgação de informações|Divulgação de informação',
    'Negação de serviço',
    'Elevação de privilégios|Elevação de privilégio',
  ],
};
