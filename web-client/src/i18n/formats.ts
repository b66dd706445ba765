/** How times, numbers and sizes are written in a language. */
export type Formats = Readonly<{
  number: (value: number) => string
  /** The time of day. */
  time: (at: number) => string
  /** The day as people say it: today, yesterday, else its date. */
  day: (at: number, now: number) => string
  /** Day and time to the second. */
  exact: (at: number) => string
  /** How long ago, in the largest unit that fits. */
  ago: (at: number, now: number) => string
  bytes: (count: number) => string
  list: (items: readonly string[]) => string
}>

const DAY_MILLIS = 24 * 3_600_000

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY_MILLIS],
  ['month', 30 * DAY_MILLIS],
  ['day', DAY_MILLIS],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function formats(language: string, clock: 'auto' | '12' | '24'): Formats {
  const hours: Intl.DateTimeFormatOptions =
    clock === 'auto' ? {} : { hourCycle: clock === '12' ? 'h12' : 'h23' }
  const made = <Kind>(make: () => Kind): (() => Kind) => {
    let kept: Kind | undefined
    return () => (kept ??= make())
  }
  const number = made(() => new Intl.NumberFormat(language))
  const time = made(
    () => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', ...hours }),
  )
  const day = made(
    () => new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }),
  )
  const date = made(() => new Intl.DateTimeFormat(language, { dateStyle: 'long' }))
  const exact = made(
    () => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium', ...hours }),
  )
  const relative = made(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }))
  const list = made(() => new Intl.ListFormat(language, { type: 'conjunction' }))
  return {
    number: (value) => number().format(value),
    time: (at) => time().format(at),
    day: (at, now) => {
      const days = Math.round((midnight(now) - midnight(at)) / DAY_MILLIS)
      if (days === 0 || days === 1) return capital(relative().format(-days, 'day'), language)
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
      return sameYear ? day().format(at) : date().format(at)
    },
    exact: (at) => exact().format(at),
    ago: (at, now) => {
      const past = Math.max(0, now - at)
      for (const [unit, millis] of UNITS) {
        if (past >= millis) return relative().format(-Math.floor(past / millis), unit)
      }
      return relative().format(0, 'minute')
    },
    bytes: (count) => {
      const power = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3))
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: SIZES[power] ?? 'byte',
        unitDisplay: 'short',
        maximumFractionDigits: power < 2 ? 0 : 1,
      }).format(count / 1_000 ** power)
    },
    list: (items) => list().format(items),
  }
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

function capital(text: string, language: string): string {
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1)
}
