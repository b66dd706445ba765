import type { Command } from '../state/commands'
import type { State } from '../state/state'
import type { Actions, ComposerActions, Outcome } from './actions'
import { type Chat, tell } from './chat'

const MINUTE_MILLIS = 60_000

/** How long a mute lasts that names no time. */
const MUTE_MINUTES = 10

type Others = Omit<Actions, keyof ComposerActions>

/** Does what a command says; false if it lacks something, such as somebody's name. */
export function obey(chat: Chat, actions: Others, room: string, command: Command): boolean {
  const work = chosen(chat.store.state(), actions, room, command)
  if (work === undefined) return false
  void work().then((outcome) => {
    tell(chat, outcome as Parameters<typeof tell>[1])
  })
  return true
}

function chosen(
  state: State,
  actions: Others,
  room: string,
  { name, words }: Command,
): (() => Promise<Outcome>) | undefined {
  const [who = '', ...rest] = words.split(/\s+/)
  const user = userCalled(state, room, who)
  const withUser = (work: (id: string) => Promise<Outcome>) =>
    user === undefined ? undefined : () => work(user)
  switch (name) {
    case 'join':
      return words === '' ? undefined : () => actions.joinRoom(words)
    case 'leave':
      return () => actions.leaveRoom(room)
    case 'topic':
      return () => actions.updateRoom(room, { topic: words })
    case 'msg':
      return withUser((id) => actions.openDirect(id))
    case 'invite':
      return withUser((id) => actions.invite(room, id))
    case 'kick':
      return withUser((id) => actions.kick(room, id))
    case 'ban':
      return withUser((id) => actions.ban(room, id, rest.join(' ')))
    case 'unban':
      return withUser((id) => actions.unban(room, id))
    case 'mute': {
      const minutes = Number(rest[0] ?? MUTE_MINUTES)
      return minutes > 0
        ? withUser((id) => actions.muteMember(room, id, minutes * MINUTE_MILLIS))
        : undefined
    }
    case 'unmute':
      return withUser((id) => actions.unmuteMember(room, id))
  }
}

/** Somebody by name or id: one of the room, or else anybody of whom something is known. */
function userCalled(state: State, room: string, words: string): string | undefined {
  const wanted = words.replace(/^@/, '').toLocaleLowerCase()
  if (wanted === '') return undefined
  const fits = (id: string, name: string): boolean =>
    id.toLocaleLowerCase() === wanted || name.toLocaleLowerCase() === wanted
  for (const { user, name } of state.rooms.get(room)?.members.byId.values() ?? []) {
    if (fits(user, name)) return user
  }
  for (const { id, name } of state.people.values()) if (fits(id, name)) return id
  // As the server spells the ids of accounts and tokens.
  return /^(?:user|token):./.test(wanted) ? words.replace(/^@/, '') : undefined
}
