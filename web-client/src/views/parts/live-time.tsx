import { useEffect, useState } from 'preact/hooks'
import { useI18n } from '../app'

const MINUTE_MILLIS = 60_000

/** The time, anew every minute, or as often as asked. */
export function useNow(everyMillis = MINUTE_MILLIS): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => {
      setNow(Date.now())
    }, everyMillis)
    return () => {
      clearInterval(timer)
    }
  }, [everyMillis])
  return now
}

/** The time of day; how long ago it was and the exact moment are told to who points at it. */
export function Time({ at }: { at: number }) {
  const { time, exact, ago } = useI18n()
  return (
    <time dateTime={new Date(at).toISOString()} title={`${exact(at)} · ${ago(at, Date.now())}`}>
      {time(at)}
    </time>
  )
}

/** How long ago something was, kept true while it is shown. */
export function Ago({ at }: { at: number }) {
  const { ago, exact } = useI18n()
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()} title={exact(at)}>
      {ago(at, now)}
    </time>
  )
}
