// The migration tools that hand-offs can be written for; loads nothing heavy, since `--help` names them.

export { HAND_OFF_FORMATS, type HandOffFormat } from '../plan/artifacts/formats/index.js';
