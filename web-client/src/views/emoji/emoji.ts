import type { I18n } from '../../i18n/i18n'

export type Group = 0 | 1 | 3 | 4 | 5 | 6 | 7 | 8 | 9

export type Emoji = Readonly<{ sign: string; label: string; words: string; group: Group }>

type Packed = readonly (readonly [sign: string, label: string, words: string, group: number])[]

const LISTS: Readonly<Record<I18n['language'], () => Promise<{ default: Packed }>>> = {
  en: () => import('virtual:emoji/en'),
  de: () => import('virtual:emoji/de'),
  zh: () => import('virtual:emoji/zh'),
}

/** All emoji, named in a language. */
export async function emojiOf(language: I18n['language']): Promise<readonly Emoji[]> {
  const list = (await LISTS[language]()).default
  return list.map(([sign, label, words, group]) => ({
    sign,
    label,
    words: `${label} ${words}`.toLocaleLowerCase(),
    group: group as Group,
  }))
}

const KEY = 'natter.emoji'

/** How many are remembered: two rows of them. */
const KEPT = 16

export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.filter((sign): sign is string => typeof sign === 'string').slice(0, KEPT)
  } catch {
    return []
  }
}

export function rememberEmoji(sign: string): void {
  const kept = [sign, ...recentEmoji().filter((other) => other !== sign)].slice(0, KEPT)
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // They are then forgotten with the page.
  }
}
