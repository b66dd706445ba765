import type { Store } from '../state/store'

/** The server says within this time that somebody goes on typing. */
const TYPING_MILLIS = 8_000

/** How often it is looked whether somebody stopped without a word, as by a lost connection. */
const LOOK_MILLIS = 2_000

export function lapseTyping(
  store: Store,
  now: () => number,
  after: (millis: number, work: () => void) => void,
): () => void {
  let isDue = false
  const look = (): void => {
    isDue = false
    store.dispatch({ type: 'typing-lapsed', before: now() - TYPING_MILLIS })
    onChange()
  }
  const onChange = (): void => {
    if (isDue || [...store.state().rooms.values()].every(({ typing }) => typing.length === 0))
      return
    isDue = true
    after(LOOK_MILLIS, look)
  }
  return onChange
}
