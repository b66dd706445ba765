import { deChat } from './de-chat'
import { dePage } from './de-page'
import type { Catalogue } from './words'

export const de: Catalogue = {
  ...deChat,
  ...dePage,

  'app.name': 'Natter',
  'app.lead': 'Ein Chat, der jede Nachricht behält.',

  'connection.connecting': 'Verbinde …',
  'connection.offline': 'Verbindung verloren. Neuer Versuch in {seconds} s.',
  'connection.offline.now': 'Verbindung verloren. Neuer Versuch …',
  'connection.refused': 'Der Server hat die Verbindung beendet: {reason}',
  'connection.kept': 'Geschriebenes bleibt erhalten und wird danach gesendet.',
  'connection.try': 'Jetzt versuchen',

  'mark.waiting': 'Wartet auf die Verbindung',
  'mark.sending': 'Wird gesendet',
  'mark.stored': 'Gespeichert',
  'mark.delivered': 'Zugestellt',
  'mark.read': 'Gelesen',
  'mark.readers': { one: 'Von {count} gelesen', other: 'Von {count} gelesen' },
  'mark.names.read': 'Gelesen von {names}',
  'mark.names.delivered': 'Zugestellt an {names}',
  'mark.failed': 'Nicht gesendet',

  'row.missing': {
    one: '{count} Nachricht ist nicht mehr vorhanden',
    other: '{count} Nachrichten sind nicht mehr vorhanden',
  },
  'row.unread': 'Neu',

  'notification.message': '{name} in {room}',
  'notification.direct': '{name}',
}
