// Spanish.

import type { Translation } from './translation.js';

export const spanish: Translation = {
  headings: {
    threats:
      'Amenazas|Riesgos|Análisis de riesgos|Escenarios de ataque|Modelo de amenazas|Análisis de amenazas|Registro de amenazas|Amenazas identificadas|Amenazas y mitigaciones',
    boundaries: 'Límites de confianza|Fronteras de confianza',
    deployments: 'Despliegue|Entorno de despliegue',
    components: 'Componentes|Inventario de componentes|Propiedad de los datos',
    classifications:
      'Clasificación de datos|Clasificación de la información|Clasificación|Datos sensibles|Activos|Activos a proteger|Inventario de activos',
    authorizations:
      'Autorización|Roles|Modelo de autorización|Matriz de permisos|Permisos|Control de acceso|Matriz de acceso|Roles y permisos|Matriz de control de acceso',
    isolation: 'Aislamiento de inquilinos|Aislamiento entre inquilinos|Multi-inquilino|Aislamiento de clientes',
    connections: 'Conexiones|Modelo de conexión|Usuarios de la base de datos|Identidades|Arquitectura de identidad',
    protections: 'Protección de datos|Reglas de protección de datos|Cifrado|Protección de columnas',
    auditEvents:
      'Auditoría|Registro y auditoría|Registros de auditoría|Eventos auditados|Eventos de auditoría|Eventos registrados',
    credentials:
      'Secretos|Gestión de secretos|Gestión de claves|Secretos y claves|Credenciales|Gestión de secretos y claves',
    zones: 'Zonas de confianza|Zonas de red|Segmentos de red',
    endpoints: 'Exposición de red|Puntos de acceso|Exposición',
    compliance: 'Cumplimiento|Matriz de cumplimiento|Requisitos regulatorios|Cumplimiento normativo',
    naming: 'Nomenclatura|Convenciones de nombres',
  },
  shared: {
    owner: 'Responsable|Propietario|Dueño',
    severity: 'Severidad|Gravedad|Riesgo|Impacto',
    component: 'Componente',
    zone: 'Zona',
    tier: 'Nivel|Criticidad',
  },
  columns: {
    threats: {
      id: 'N.º|Número|Identificador|Ref',
      threat: 'Amenaza|Descripción|Escenario',
      category: 'Categoría',
      kind: 'Tipo',
      boundary: 'Límite|Frontera',
      residual: 'Riesgo residual',
    },
    boundaries: {
      boundary: 'Límite|Frontera',
      from: 'De|Desde|Origen',
      to: 'Hacia|Destino',
      authentication: 'Autenticación',
      authorization: 'Autorización',
      encryption: 'Cifrado',
      audit: 'Auditoría|Registro',
    },
    deployments: {
      cluster: 'Clúster|Instancia',
      substrate: 'Plataforma|Proveedor',
      version: 'Versión',
      hostAccess: 'Acceso al host',
    },
    components: { owns: 'Posee|Datos|Esquema', connectsAs: 'Se conecta como|Usuario' },
    classifications: {
      dataset: 'Dato|Datos|Conjunto de datos|Activo|Tipo de dato|Ejemplos',
      location: 'Ubicación|Tabla|Columna',
      classification: 'Clasificación|Clase|Nivel|Sensibilidad|Confidencialidad',
      handling: 'Tratamiento|Medidas|Notas',
    },
    authorizations: {
      actor: 'Actor|Rol|Perfil',
      resource: 'Recurso|Objeto|Tabla|Datos',
      operations: 'Operaciones|Permisos|Derechos|Acceso',
      condition: 'Condición|Restricción|Notas',
    },
    isolation: {
      scope: 'Alcance|Ámbito|Tabla',
      tenantKey: 'Clave del inquilino|Columna del inquilino',
      carrier: 'Portador',
      failureMode: 'Modo de fallo',
      detection: 'Detección',
    },
    connections: {
      login: 'Usuario|Cuenta',
      actor: 'Actor|Usado por',
      kind: 'Tipo',
      database: 'Base de datos',
      source: 'Origen|Fuente',
      authentication: 'Autenticación',
    },
    protections: {
      location: 'Ubicación|Columna|Dato|Campo',
      protection: 'Protección|Medida|Cifrado',
      keyCustody: 'Custodia de la clave|Clave',
      readableBy: 'Legible por|Lectores',
    },
    auditEvents: {
      event: 'Evento|Eventos',
      scope: 'Alcance',
      threat: 'Amenaza',
      sink: 'Destino',
      retention: 'Retención|Conservación',
      tamperEvidence: 'Integridad',
    },
    credentials: {
      credential: 'Secreto|Credencial|Clave|Contraseña',
      usedBy: 'Usado por|Uso',
      store: 'Almacén|Almacenamiento|Ubicación',
      rotation: 'Rotación|Vigencia|Duración',
      issuance: 'Emisión',
      breakGlass: 'Emergencia',
    },
    zones: { zone: 'Zona', ranges: 'Rangos|Direcciones|Redes', document: 'Fuente' },
    endpoints: {
      endpoint: 'Punto de acceso|Dirección',
      allowedSources: 'Orígenes permitidos',
      public: 'Público|Expuesto',
      exception: 'Excepción|Justificación',
    },
    compliance: {
      regime: 'Norma|Marco|Reglamento',
      control: 'Requisito|Artículo',
      coveredBy: 'Cubierto por|Medida|Implementación',
      gap: 'Brecha',
    },
    naming: { object: 'Objeto', pattern: 'Patrón' },
  },
  omitted: 'Secciones omitidas',
  asides:
    'Fuera de alcance|Alcance|Supuestos|Riesgos residuales|Medidas|Contramedidas|Mitigaciones|Referencias|Glosario|Ejemplos|Ejemplo|Preguntas abiertas|Historial de cambios',
  stride: [
    'Suplantación|Suplantación de identidad',
    'Manipulación|Alteración',
    'Repudio',
    'Divulgación de información|Revelación de información',
    'Denegación de servicio',
    'Elevación de privilegios|Escalada de privilegios',
  ],
};
