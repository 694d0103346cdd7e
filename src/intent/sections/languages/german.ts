// German.

import type { Translation } from './translation.js';

export const german: Translation = {
  headings: {
    threats:
      'Bedrohungen|Risiken|Risikoanalyse|Angriffsszenarien|Bedrohungsmodell|Bedrohungsanalyse|Bedrohungsmodellierung|Bedrohungskatalog|Gefährdungen|Bedrohungen und Maßnahmen',
    boundaries: 'Vertrauensgrenzen|Vertrauensgrenze|Sicherheitsgrenzen',
    deployments: 'Betrieb|Betriebsumgebung|Bereitstellung|Datenbank-Cluster',
    components: 'Komponenten|Komponentenübersicht|Systemkomponenten|Dateneigentum',
    classifications:
      'Datenklassifizierung|Datenklassifikation|Klassifizierung|Schutzbedarf|Schutzbedarfsfeststellung|Schützenswerte Daten|Schutzgüter|Werte|Assets',
    authorizations:
      'Berechtigungen|Rollen|Rollenkonzept|Berechtigungskonzept|Autorisierung|Zugriffsrechte|Berechtigungsmatrix|Rollen und Rechte|Zugriffskontrolle|Rollen und Berechtigungen',
    isolation: 'Mandantentrennung|Mandantenfähigkeit|Mandantenisolation',
    connections: 'Verbindungen|Datenbankbenutzer|Datenbank-Logins|Anmelderollen|Identitäten|Identitätsarchitektur',
    protections: 'Datenschutzmaßnahmen|Datenschutzregeln|Schutzmaßnahmen für Daten|Verschlüsselung|Spaltenschutz',
    auditEvents:
      'Protokollierung|Protokollierungskonzept|Auditierung|Protokollierung und Audit|Audit-Protokollierung|Auditereignisse|Protokollierte Ereignisse|Audit-Ereignisse',
    credentials:
      'Geheimnisse|Zugangsdaten|Schlüsselverwaltung|Geheimnisse und Schlüssel|Secrets und Schlüssel|Passwörter und Schlüssel|Zugangsdaten und Schlüssel',
    zones: 'Vertrauenszonen|Netzzonen|Netzwerkzonen|Netzsegmente',
    endpoints: 'Erreichbarkeit|Netzwerk-Exposition|Endpunkte|Netzwerkzugänge',
    compliance: 'Compliance-Matrix|Regulatorische Anforderungen|Rechtliche Anforderungen|Gesetzliche Anforderungen',
    naming: 'Namenskonventionen|Namensregeln|Benennung',
  },
  shared: {
    owner: 'Verantwortlich|Eigentümer|Zuständig',
    severity: 'Schwere|Schweregrad|Risiko|Auswirkung',
    component: 'Komponente',
    zone: 'Zone|Netzzone',
    tier: 'Stufe|Kritikalität',
  },
  columns: {
    threats: {
      id: 'Nr|Nummer|Kennung',
      threat: 'Bedrohung|Beschreibung|Szenario|Gefährdung',
      category: 'Kategorie',
      kind: 'Art',
      boundary: 'Grenze|Vertrauensgrenze',
      residual: 'Restrisiko',
    },
    boundaries: {
      boundary: 'Grenze|Vertrauensgrenze|Nr',
      from: 'Von',
      to: 'Nach|Zu',
      authentication: 'Authentifizierung|Authentisierung',
      authorization: 'Autorisierung',
      encryption: 'Verschlüsselung',
      audit: 'Protokollierung',
    },
    deployments: { cluster: 'Cluster|Instanz', substrate: 'Plattform|Anbieter', hostAccess: 'Hostzugriff' },
    components: { owns: 'Besitzt|Daten|Schema', connectsAs: 'Verbindet als|Datenbankbenutzer' },
    classifications: {
      dataset: 'Daten|Datensatz|Datenart|Asset|Wert|Datenobjekt|Beispiele',
      location: 'Ort|Tabelle|Spalte|Ablage',
      classification: 'Klassifizierung|Klassifikation|Klasse|Einstufung|Schutzbedarf|Schutzklasse|Vertraulichkeit',
      handling: 'Umgang|Maßnahmen|Bemerkung',
    },
    authorizations: {
      actor: 'Rolle|Akteur|Benutzer',
      resource: 'Ressource|Objekt|Tabelle|Daten',
      operations: 'Rechte|Berechtigungen|Zugriff|Operationen',
      condition: 'Bedingung|Einschränkung|Bemerkung',
    },
    isolation: {
      scope: 'Geltungsbereich|Tabelle',
      tenantKey: 'Mandantenschlüssel|Mandantenspalte',
      carrier: 'Träger',
      failureMode: 'Fehlerfall',
      detection: 'Erkennung',
    },
    connections: {
      login: 'Anmelderolle|Benutzer|Datenbankbenutzer',
      actor: 'Akteur|Verwendet von',
      kind: 'Art|Typ',
      database: 'Datenbank',
      source: 'Quelle|Herkunft',
      authentication: 'Authentifizierung',
    },
    protections: {
      location: 'Ort|Spalte|Daten|Feld',
      protection: 'Schutz|Maßnahme|Verschlüsselung|Verfahren',
      keyCustody: 'Schlüsselverwahrung|Schlüssel',
      readableBy: 'Lesbar für|Leser',
    },
    auditEvents: {
      event: 'Ereignis|Ereignisse',
      scope: 'Umfang',
      threat: 'Bedrohung',
      sink: 'Ziel|Senke|Ablage',
      retention: 'Aufbewahrung|Aufbewahrungsdauer',
      tamperEvidence: 'Manipulationsschutz',
    },
    credentials: {
      credential: 'Geheimnis|Zugangsdaten|Schlüssel|Passwort',
      usedBy: 'Verwendet von|Verwendung',
      store: 'Speicherort|Ablage|Aufbewahrung',
      rotation: 'Rotation|Wechsel|Gültigkeit|Lebensdauer',
      issuance: 'Ausstellung',
      breakGlass: 'Notfall',
    },
    zones: { zone: 'Zone', ranges: 'Bereiche|Adressen|Netze', document: 'Quelle' },
    endpoints: {
      endpoint: 'Endpunkt|Adresse',
      allowedSources: 'Erlaubte Quellen',
      public: 'Öffentlich',
      exception: 'Ausnahme|Begründung',
    },
    compliance: {
      regime: 'Regelwerk|Norm|Gesetz',
      control: 'Anforderung|Artikel',
      coveredBy: 'Umsetzung|Maßnahme',
      gap: 'Lücke',
    },
    naming: { object: 'Objekt', pattern: 'Muster' },
  },
  omitted: 'Ausgelassene Abschnitte|Nicht zutreffende Abschnitte',
  asides:
    'Nicht im Umfang|Außerhalb des Umfangs|Geltungsbereich|Annahmen|Restrisiken|Maßnahmen|Gegenmaßnahmen|Referenzen|Glossar|Beispiele|Offene Fragen|Änderungshistorie',
  stride: [
    'Identitätsfälschung|Identitätsvortäuschung',
    'Manipulation',
    'Abstreitbarkeit|Nichtanerkennung',
    'Informationspreisgabe|Informationsoffenlegung',
    'Dienstverweigerung',
    'Rechteausweitung',
  ],
};
