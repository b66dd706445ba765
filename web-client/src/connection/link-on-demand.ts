import { unanswered } from '../protocol/replies'
import type { Ears, Link } from './link'

type MakeLink = (ears: Ears) => Link

/** A link whose code is fetched when it is opened first. */
export function linkOnDemand(load: () => Promise<MakeLink>): MakeLink {
  return (ears) => {
    let link: Link | undefined
    /** Counts what it was told: only the last of that is done once the code is here. */
    let turn = 0
    const openSoon = async (mine: number): Promise<void> => {
      try {
        const make = await load()
        link ??= make(ears)
        if (mine === turn) link.open()
      } catch {
        if (mine === turn) ears.lost()
      }
    }
    return {
      open: () => {
        turn += 1
        if (link === undefined) void openSoon(turn)
        else link.open()
      },
      close: () => {
        turn += 1
        link?.close()
      },
      ask: (name, request) =>
        link === undefined
          ? Promise.resolve(unanswered('There is no connection.'))
          : link.ask(name, request),
    }
  }
}
