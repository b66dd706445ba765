import { bodyTextOf, isMuted, me, mentions } from '../state/selectors'
import type { Message, State } from '../state/state'
import type { Store } from '../state/store'

/** What the system is asked to show. */
export type Notice = Readonly<{ room: string; direct: boolean; from: string; text: string }>

export type Notifier = Readonly<{ show: (notice: Notice) => void; sound: () => void }>

/** The most of a message's text that a notification shows. */
const TEXT_LENGTH = 200

/** Tells of what is said where nobody looks, as the settings want it. */
export function notify(store: Store, notifier: Notifier): () => void {
  let timelines = store.state().timelines
  /** The newest message of each room that was seen or told of. */
  const told = new Map<string, number>()

  return () => {
    const state = store.state()
    if (state.timelines === timelines) return
    timelines = state.timelines
    for (const [room, timeline] of timelines) {
      const message = timeline.runs.at(-1)?.messages.at(-1)
      const before = told.get(room)
      told.set(room, Math.max(before ?? 0, timeline.newest))
      if (message === undefined || before === undefined || message.sequence <= before) continue
      if (isDue(state, room, message)) tell(state, room, message)
    }
    for (const room of told.keys()) if (!timelines.has(room)) told.delete(room)
  }

  function tell(state: State, room: string, message: Message): void {
    const { notify: wanted, sound } = state.settings
    if (sound) notifier.sound()
    if (wanted === 'none') return
    notifier.show({
      room,
      direct: state.rooms.get(room)?.kind === 'direct',
      from: message.from.name,
      text: bodyTextOf(message).slice(0, TEXT_LENGTH),
    })
  }
}

function isDue(state: State, room: string, message: Message): boolean {
  const known = state.rooms.get(room)
  const { visible, atEnd } = state.looking
  const { doNotDisturb, notify: wanted, sound } = state.settings
  if (known === undefined || doNotDisturb || (wanted === 'none' && !sound)) return false
  if (message.from.id === me(state).id || message.sequence <= known.read) return false
  if (visible && atEnd && state.open === room) return false
  const isAddressed = known.kind === 'direct' || mentions(message, me(state).id)
  return isAddressed || (wanted !== 'mentions' && !isMuted(state, room))
}
