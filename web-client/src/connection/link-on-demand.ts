import { unanswered } from '../protocol/replies'
import type { Credentials } from '../protocol/requests'
import type { Ears, Link } from './link'

type MakeLink = (ears: Ears) => Link

/** A link whose code is fetched when it is opened first. */
export function linkOnDemand(load: () => Promise<MakeLink>): MakeLink {
  return (ears) => {
    let link: Link | undefined
    /** Counts what it was told: only the last of that is done once the code is here. */
    let turn = 0
    const openSoon = async (credentials: Credentials, mine: number): Promise<void> => {
      try {
        const make = await load()
        link ??= make(ears)
        if (mine === turn) link.open(credentials)
      } catch {
        if (mine === turn) ears.lost()
      }
    }
    return {
      open: (credentials) => {
        turn += 1
        if (link === undefined) void openSoon(credentials, turn)
        else link.open(credentials)
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
