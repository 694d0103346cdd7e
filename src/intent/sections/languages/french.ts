// French.

import type { Translation } from './translation.js';

export const french: Translation = {
  headings: {
    threats:
      'Menaces|Risques|Analyse des risques|Scénarios d’attaque|Modèle de menaces|Modèle de menace|Analyse des menaces|Analyse de menaces|Registre des menaces|Menaces identifiées|Menaces et mesures',
    boundaries: 'Frontières de confiance|Limites de confiance|Périmètres de confiance',
    deployments: 'Déploiement|Hébergement|Environnement de déploiement',
    components: 'Composants|Inventaire des composants|Propriété des données',
    classifications:
      'Classification des données|Classification|Sensibilité des données|Données sensibles|Actifs|Biens à protéger|Biens essentiels|Actifs à protéger',
    authorizations:
      "Autorisations|Rôles|Modèle d’autorisation|Modèle d'autorisation|Matrice des droits|Droits d’accès|Droits d'accès|Contrôle d’accès|Contrôle d'accès|Habilitations|Rôles et permissions|Matrice d’habilitation",
    isolation: 'Isolation des locataires|Cloisonnement des clients|Isolation des clients|Multi-locataire',
    connections: 'Connexions|Modèle de connexion|Comptes de base de données|Comptes de connexion|Identités',
    protections: 'Protection des données|Règles de protection des données|Chiffrement|Protection des colonnes',
    auditEvents:
      'Journalisation|Journalisation et audit|Audit|Traçabilité|Événements journalisés|Événements d’audit|Journaux d’audit',
    credentials:
      'Secrets|Gestion des secrets|Gestion des clés|Secrets et clés|Identifiants|Gestion des secrets et des clés',
    zones: 'Zones de confiance|Zones réseau|Segments réseau',
    endpoints: 'Exposition réseau|Points d’accès|Exposition',
    compliance: 'Conformité|Matrice de conformité|Exigences réglementaires',
    naming: 'Nommage|Conventions de nommage|Règles de nommage',
  },
  shared: {
    owner: 'Responsable|Propriétaire',
    severity: 'Gravité|Sévérité|Risque|Criticité|Impact',
    component: 'Composant',
    zone: 'Zone',
    tier: 'Niveau|Criticité',
  },
  columns: {
    threats: {
      id: 'N°|Numéro|Identifiant|Réf',
      threat: 'Menace|Description|Scénario',
      category: 'Catégorie',
      kind: 'Type',
      boundary: 'Frontière',
      residual: 'Risque résiduel',
    },
    boundaries: {
      boundary: 'Frontière|Limite',
      from: 'De|Depuis',
      to: 'Vers|À',
      authentication: 'Authentification',
      authorization: 'Autorisation',
      encryption: 'Chiffrement',
      audit: 'Journalisation',
    },
    deployments: {
      cluster: 'Grappe|Instance',
      substrate: 'Plateforme|Hébergeur|Fournisseur',
      hostAccess: 'Accès hôte',
    },
    components: { owns: 'Possède|Données|Schéma', connectsAs: 'Se connecte comme|Compte' },
    classifications: {
      dataset: 'Donnée|Données|Jeu de données|Actif|Type de donnée|Exemples',
      location: 'Emplacement|Table|Colonne',
      classification: 'Classification|Classe|Niveau|Sensibilité|Confidentialité',
      handling: 'Traitement|Mesures|Remarques',
    },
    authorizations: {
      actor: 'Acteur|Rôle|Profil',
      resource: 'Ressource|Objet|Table|Données',
      operations: 'Opérations|Droits|Permissions|Accès',
      condition: 'Condition|Restriction|Remarques',
    },
    isolation: {
      scope: 'Périmètre|Portée|Table',
      tenantKey: 'Clé de locataire|Colonne du locataire',
      carrier: 'Vecteur|Porteur',
      failureMode: 'Mode de défaillance',
      detection: 'Détection',
    },
    connections: {
      login: 'Compte|Utilisateur|Identifiant',
      actor: 'Acteur|Utilisé par',
      kind: 'Type|Nature',
      database: 'Base|Base de données',
      source: 'Source|Origine',
      authentication: 'Authentification',
    },
    protections: {
      location: 'Emplacement|Colonne|Donnée|Champ',
      protection: 'Protection|Mesure|Chiffrement',
      keyCustody: 'Garde de la clé|Clé',
      readableBy: 'Lisible par|Lecteurs',
    },
    auditEvents: {
      event: 'Événement|Événements',
      scope: 'Périmètre',
      threat: 'Menace',
      sink: 'Destination',
      retention: 'Conservation|Durée de conservation|Rétention',
      tamperEvidence: 'Intégrité',
    },
    credentials: {
      credential: 'Secret|Clé|Identifiant|Mot de passe',
      usedBy: 'Utilisé par|Usage',
      store: 'Stockage|Coffre|Lieu de stockage',
      rotation: 'Rotation|Renouvellement|Durée de vie',
      issuance: 'Émission',
      breakGlass: 'Urgence|Bris de glace',
    },
    zones: { zone: 'Zone', ranges: 'Plages|Adresses|Réseaux', document: 'Source' },
    endpoints: {
      endpoint: 'Point d’accès|Adresse|Hôte',
      allowedSources: 'Sources autorisées',
      public: 'Public|Exposé',
      exception: 'Exception|Justification',
    },
    compliance: {
      regime: 'Référentiel|Norme|Règlement',
      control: 'Exigence|Article',
      coveredBy: 'Couvert par|Mesure|Mise en œuvre',
      gap: 'Écart',
    },
    naming: { object: 'Objet', pattern: 'Motif|Modèle' },
  },
  omitted: 'Sections omises',
  asides:
    'Hors périmètre|Périmètre|Hypothèses|Risques résiduels|Mesures|Contre-mesures|Mesures d’atténuation|Références|Glossaire|Exemples|Exemple|Questions ouvertes|Historique',
  stride: [
    'Usurpation d’identité|Usurpation',
    'Falsification|Altération',
    'Répudiation',
    'Divulgation d’informations|Divulgation d’information',
    'Déni de service',
    'Élévation de privilèges|Élévation de privilège',
  ],
};
