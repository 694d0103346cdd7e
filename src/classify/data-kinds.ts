// What kinds of sensitive data there are, and the words of column names that tell them. Data, no
// logic: each entry of `words` is a phrase of tokens. English, German, French, Spanish, Portuguese.

import type { TypeFamily } from './type-family.js';

export const DATA_KINDS = [
  'person-name',
  'email',
  'phone',
  'postal-address',
  'birth-date',
  'national-id',
  'bank-account',
  'payment-card',
  'ip-address',
  'geolocation',
  'health',
  'free-text',
  'credential',
] as const;
export type DataKind = (typeof DATA_KINDS)[number];

export interface KindRule {
  readonly kind: DataKind;
  readonly words: readonly string[];
  /** Families that such data can have; `other` (own types) always passes. */
  readonly families: readonly TypeFamily[];
  readonly confidence: 'high' | 'medium';
}

function phrases(text: string): readonly string[] {
  return text.split(', ');
}

const TEXT: readonly TypeFamily[] = ['text', 'bytes', 'document'];

export const KIND_RULES: readonly KindRule[] = [
  {
    kind: 'person-name',
    confidence: 'high',
    families: TEXT,
    words: phrases(
      'first name, firstname, fname, last name, lastname, lname, full name, fullname, given name, ' +
        'given names, family name, surname, middle name, middlename, maiden name, birth name, legal name, ' +
        'contact name, account holder, card holder, username, user name, login, login name, guest name, author name, ' +
        'sender name, customer name, owner name, driver name, doctor name, parent name, mother name, father name, ' +
        'spouse name, student name, teacher name, member name, worker name, staff name, applicant name, ' +
        'beneficiary name, buyer name, seller name, client name, committer name, planner name, passenger name, ' +
        'givennames, forename, forenames, initials, mother maiden, cardholder, holder name, patient name, person name, ' +
        'employee name, recipient name, vorname, nachname, familienname, prenom, nom famille, apellido, ' +
        'apellidos, sobrenome, nome completo, nombre completo',
    ),
  },
  {
    kind: 'person-name',
    confidence: 'medium',
    families: TEXT,
    words: phrases('display name, real name, nickname, screen name, preferred name'),
  },
  {
    kind: 'email',
    confidence: 'high',
    families: TEXT,
    words: phrases('email, e mail, mail address, emailaddress, courriel, correo'),
  },
  {
    kind: 'phone',
    confidence: 'high',
    families: ['text', 'number'],
    words: phrases(
      'phone, telephone, phonenumber, mobile, mobile number, cell phone, cellphone, msisdn, fax, ' +
        'telefon, handy, telefono, telefone, celular, portable number',
    ),
  },
  {
    kind: 'postal-address',
    confidence: 'high',
    families: TEXT,
    words: phrases(
      'street, street address, postal address, home address, mailing address, billing address, ' +
        'shipping address, address line, addressline, zip code, zipcode, postal code, postcode, ' +
        'postleitzahl, plz, strasse, anschrift, adresse, direccion, endereco, house number',
    ),
  },
  {
    kind: 'postal-address',
    confidence: 'medium',
    families: TEXT,
    words: phrases('address, zip, addr'),
  },
  {
    kind: 'birth-date',
    confidence: 'high',
    families: ['time', 'text', 'number'],
    words: phrases(
      'date of birth, birth date, birthdate, birthday, dob, born on, born at, birth year, ' +
        'year of birth, geburtsdatum, geburtstag, date naissance, fecha nacimiento, data nascimento',
    ),
  },
  {
    kind: 'national-id',
    confidence: 'high',
    families: ['text', 'number', 'bytes'],
    words: phrases(
      'ssn, social security, national id, nationalid, national number, national insurance, nino, ' +
        'passport, passport number, tax id, tax number, taxid, tin, steuernummer, steuer id, ' +
        'personalausweis, sozialversicherungsnummer, nir, insee, aadhaar, aadhar, pan number, cpf, dni, ' +
        'nie, curp, id card, identity card, driver license, drivers license, driving licence, ' +
        'licence number, license plate, nhs number, medicare number',
    ),
  },
  {
    kind: 'bank-account',
    confidence: 'high',
    families: ['text', 'number', 'bytes'],
    words: phrases('iban, bic, swift, bank account, account number, routing number, sort code, kontonummer'),
  },
  {
    kind: 'payment-card',
    confidence: 'high',
    families: ['text', 'number', 'bytes'],
    words: phrases('card number, cardnumber, credit card, creditcard, debit card, cvv, cvc, card last, last four'),
  },
  {
    kind: 'ip-address',
    confidence: 'high',
    families: ['text', 'network'],
    words: phrases(
      'ip, ip address, ipaddress, remote addr, client ip, remote ip, user agent, useragent, ' +
        'mac address, device fingerprint',
    ),
  },
  {
    kind: 'geolocation',
    confidence: 'high',
    families: ['number', 'place', 'text'],
    words: phrases(
      'latitude, longitude, geolocation, geo location, gps, lat, lng, lon, lat lng, lat lon, coordinates, home location, geo point',
    ),
  },
  {
    kind: 'geolocation',
    confidence: 'medium',
    families: ['number', 'place'],
    words: phrases('location'),
  },
  {
    kind: 'health',
    confidence: 'high',
    families: [...TEXT, 'number'],
    words: phrases(
      'diagnosis, diagnoses, diagnosis code, icd, icd 10, medication, prescription, allergy, allergies, ' +
        'blood type, blood group, symptoms, medical history, clinical notes, treatment, disability, mrn, ' +
        'medical record, health insurance',
    ),
  },
  {
    kind: 'free-text',
    confidence: 'medium',
    families: TEXT,
    words: phrases(
      'notes, note, remarks, remark, comments, comment, bio, biography, about me, profile context, feedback, ' +
        'message body, complaint, bemerkung, notiz, observaciones, commentaire',
    ),
  },
  {
    kind: 'credential',
    confidence: 'high',
    families: TEXT,
    words: phrases(
      'password, passwd, pwd, password hash, passwordhash, password digest, encrypted password, ' +
        'passphrase, secret, api key, apikey, access token, refresh token, auth token, session token, ' +
        'bearer token, token hash, reset token, confirmation token, recovery token, private key, ' +
        'privatekey, mfa secret, totp, otp, otp secret, credential, credentials, recovery codes, ' +
        'backup codes, pass crypt, pass salt, password salt, pass hash, passcode, pin code, pin hash, nonce, cookie, ' +
        'session id, sid, session key, session data, session secret, authorization code, auth code, device code, ' +
        'user code, verification code, security code, one time code, magic link, access key, secret key, ' +
        'signing key, encryption key, webhook secret, tfa, mfa, two factor, oauth token, id token, csrf token, ' +
        'seed phrase, mnemonic, security answer, security question, ssh key, kennwort, passwort, mot passe, contrasena, senha',
    ),
  },
  { kind: 'credential', confidence: 'medium', families: TEXT, words: ['token', 'salt', 'pin'] },
];

/** Words after which a name speaks about data instead of holding it: `email_verified_at`, `phone_type`. */
export const ABOUT_WORDS: ReadonlySet<string> = new Set(
  phrases(
    'id, type, kind, class, status, state, count, verified, confirmed, valid, validated, reminders, visible, ' +
      'targeting, unsubscribes, field, label, placeholder, method, url, uri, enabled, sent, at, on, flag, ' +
      'template, subject, format, length, version, policy, required, algorithm, expires, expiry, provider, attempts, opt, preference, code',
  ),
);
