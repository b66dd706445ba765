import { useEffect, useRef, useState } from 'preact/hooks'
import type { MessageRow, Row } from '../../state/row'
import { excerpt } from '../markup/excerpt'

/** How many announcements are kept, for those who read back. */
const KEPT = 6

/** How much of a message is announced. */
const MOST_CHARACTERS = 300

/** How long what arrives is gathered: nobody could listen to more. */
const GATHERED_MILLIS = 500

/**
 * Tells who cannot see the page what arrives. It stands beside the list, where messages also come
 * and go as one scrolls, which is nothing to announce.
 */
export function Announcer({ rows }: { rows: readonly Row[] }) {
  const [told, setTold] = useState<readonly MessageRow[]>([])
  const reached = useRef<number>(undefined)
  const latest = useRef(rows)
  latest.current = rows
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const newest = lastStored(rows)
  useEffect(() => {
    reached.current ??= newest === 0 ? undefined : newest
    if (reached.current === undefined || newest <= reached.current) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      const from = reached.current ?? 0
      reached.current = Math.max(from, lastStored(latest.current))
      const fresh: MessageRow[] = []
      for (const row of latest.current.slice(-KEPT)) {
        if (row.kind === 'message' && row.sequence > from && !row.own) fresh.push(row)
      }
      if (fresh.length > 0) setTold((before) => [...before, ...fresh].slice(-KEPT))
    }, GATHERED_MILLIS)
  }, [newest])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
    },
    [],
  )
  return (
    <div class="visually-hidden" role="log" aria-live="polite">
      {told.map((row) => (
        <p key={row.key}>{`${row.from.name}: ${excerpt(row.text, MOST_CHARACTERS)}`}</p>
      ))}
    </div>
  )
}

function lastStored(rows: readonly Row[]): number {
  const last = rows.findLast((row) => row.kind === 'message' && row.sequence > 0)
  return last?.kind === 'message' ? last.sequence : 0
}
