import type { Chat } from './chat'
import { loadEarlier } from './load-earlier'
import { discard, sendAgain, sendMessage } from './send-message'
import { connectAgain, signIn, signOut } from './sign-in'

/** Everything a user can do, bound to one chat, for the views. */
export type Actions = Readonly<{
  signIn: (name: string) => void
  signOut: () => void
  connectAgain: () => void
  sendMessage: (text: string) => 'sent' | 'empty' | 'too-large'
  sendAgain: (clientId: string) => void
  discard: (clientId: string) => void
  loadEarlier: () => Promise<void>
}>

export function bindActions(chat: Chat): Actions {
  return {
    signIn: (name) => {
      signIn(chat, name)
    },
    signOut: () => {
      signOut(chat)
    },
    connectAgain: () => {
      connectAgain(chat)
    },
    sendMessage: (text) => sendMessage(chat, text),
    sendAgain: (clientId) => {
      sendAgain(chat, clientId)
    },
    discard: (clientId) => {
      discard(chat, clientId)
    },
    loadEarlier: () => loadEarlier(chat),
  }
}
