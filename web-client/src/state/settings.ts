import { isObject, list, oneOf, text } from '../protocol/json'

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export const DENSITIES = ['cosy', 'compact'] as const
export const CLOCKS = ['auto', '12', '24'] as const
export const LANGUAGES = ['auto', 'en', 'de', 'zh'] as const
export const NOTIFY = ['none', 'mentions', 'all'] as const

/** What somebody chose for this browser. */
export type Settings = Readonly<{
  theme: (typeof THEMES)[number]
  density: (typeof DENSITIES)[number]
  clock: (typeof CLOCKS)[number]
  language: (typeof LANGUAGES)[number]
  /** Of what the system notifies; direct rooms count as mentions. */
  notify: (typeof NOTIFY)[number]
  sound: boolean
  doNotDisturb: boolean
  /** Rooms whose messages do not count and notify of nothing. */
  mutedRooms: readonly string[]
}>

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  density: 'cosy',
  clock: 'auto',
  language: 'auto',
  notify: 'none',
  sound: false,
  doNotDisturb: false,
  mutedRooms: [],
}

/** What was kept, as far as it can be understood; the defaults for the rest. */
export function readSettings(value: unknown): Settings | undefined {
  if (!isObject(value)) return undefined
  const fallback = DEFAULT_SETTINGS
  return {
    theme: oneOf(THEMES, value.theme) ?? fallback.theme,
    density: oneOf(DENSITIES, value.density) ?? fallback.density,
    clock: oneOf(CLOCKS, value.clock) ?? fallback.clock,
    language: oneOf(LANGUAGES, value.language) ?? fallback.language,
    notify: oneOf(NOTIFY, value.notify) ?? fallback.notify,
    sound: value.sound === true,
    doNotDisturb: value.doNotDisturb === true,
    mutedRooms: list(value.mutedRooms, text),
  }
}
