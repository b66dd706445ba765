import { enChat } from './en-chat'
import { enPage } from './en-page'

/**
 * The texts of the page. `{name}` stands for a value; an entry with `other` has a form for each
 * plural category of the language, chosen by `{count}`.
 */
export const en = {
  ...enChat,
  ...enPage,

  'app.name': 'Natter',
  'app.lead': 'A chat that keeps every message.',

  'connection.connecting': 'Connecting…',
  'connection.offline': 'Connection lost. Trying again in {seconds} s.',
  'connection.offline.now': 'Connection lost. Trying again…',
  'connection.refused': 'The server ended the connection: {reason}',
  'connection.kept': 'What you write is kept and sent when it is back.',
  'connection.try': 'Try now',

  'mark.waiting': 'Waiting for the connection',
  'mark.sending': 'Sending',
  'mark.stored': 'Stored',
  'mark.delivered': 'Delivered',
  'mark.read': 'Read',
  'mark.readers': { one: 'Read by {count}', other: 'Read by {count}' },
  'mark.names.read': 'Read by {names}',
  'mark.names.delivered': 'Delivered to {names}',
  'mark.failed': 'Not sent',

  'row.missing': {
    one: '{count} message is no longer kept',
    other: '{count} messages are no longer kept',
  },
  'row.unread': 'New',

  'notification.message': '{name} in {room}',
  'notification.direct': '{name}',
} as const
