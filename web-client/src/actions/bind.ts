import type { Actions } from './actions'
import type { Chat } from './chat'
import { composerActions } from './composer'
import { messageActions } from './messages'
import { moderationActions, roomActions } from './rooms'
import type { Sessions } from './session'
import { timelineActions } from './timelines'

/** Everything a user can do, bound to one chat. */
export function bindActions(
  chat: Chat,
  sessions: Sessions,
  allowNotifications: () => Promise<boolean>,
): Actions {
  const { store } = chat
  const others = {
    ...sessions.actions,
    ...roomActions(chat),
    ...moderationActions(chat),
    ...messageActions(chat),
    ...timelineActions(chat),
    changeSettings: (change: Parameters<Actions['changeSettings']>[0]) => {
      store.dispatch({ type: 'settings-changed', change })
    },
    allowNotifications,
    dismissToast: (key: string) => {
      store.dispatch({ type: 'toast-dismissed', key })
    },
  }
  return { ...others, ...composerActions(chat, new Map(), () => others) }
}
