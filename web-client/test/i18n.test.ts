import { describe, expect, it } from 'vitest'
import { de } from '../src/i18n/de'
import { en } from '../src/i18n/en'
import { english, i18n } from '../src/i18n/i18n'
import type { Catalogue } from '../src/i18n/words'
import { zh } from '../src/i18n/zh'

const CATALOGUES: readonly (readonly [string, Catalogue])[] = [
  ['en', en],
  ['de', de],
  ['zh', zh],
]

const NOW = new Date(2026, 10, 22, 15, 4).getTime()
const DAY = 24 * 3_600_000

/** The values that a text asks for. */
function names(entry: Catalogue[keyof Catalogue]): string[] {
  const text = typeof entry === 'string' ? entry : entry.other
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort()
}

describe.each(CATALOGUES)('the catalogue %s', (language, catalogue) => {
  it('has every key, and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort())
  })

  it('asks for the same values as the English one', () => {
    for (const key of Object.keys(en) as (keyof Catalogue)[]) {
      expect([key, names(catalogue[key])]).toEqual([key, names(en[key])])
    }
  })

  it('says something under every key', () => {
    for (const entry of Object.values(catalogue)) {
      const forms = typeof entry === 'string' ? [entry] : Object.values(entry)
      for (const form of forms) expect(form.trim()).not.toBe('')
    }
  })

  it('has a form for every plural of its language', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
    for (const entry of Object.values(catalogue)) {
      if (typeof entry !== 'string') expect(Object.keys(entry)).toEqual([...pluralCategories])
    }
  })
})

describe('the words', () => {
  it('are those of the chosen language, or of the first that the browser prefers', async () => {
    const chosen = await i18n('de', 'auto', ['en-US'])
    expect(chosen.t('mark.read')).toBe('Gelesen')
    expect((await i18n('auto', 'auto', ['fr', 'zh-Hans-CN', 'de'])).language).toBe('zh')
    expect((await i18n('auto', 'auto', ['fr'])).language).toBe('en')
  })

  it('take the form of their number', async () => {
    const { t } = english()
    expect(t('row.missing', { count: 1 })).toBe('1 message is no longer kept')
    expect(t('row.missing', { count: 1_200 })).toBe('1,200 messages are no longer kept')
    const german = await i18n('de', 'auto', ['de'])
    expect(german.t('row.missing', { count: 1_200 })).toContain('1.200 Nachrichten')
  })

  it('leave what somebody is called as it is', () => {
    expect(english().t('notification.direct', { name: '{room} <b>$&' })).toBe('{room} <b>$&')
  })
})

describe('the formats', () => {
  it('say days as people do', async () => {
    const { day } = english()
    expect(day(NOW, NOW)).toBe('Today')
    expect(day(NOW - DAY, NOW)).toBe('Yesterday')
    expect(day(NOW - 3 * DAY, NOW)).toBe('Thursday, November 19')
    expect(day(NOW - 400 * DAY, NOW)).toBe('October 18, 2025')
    expect((await i18n('de', 'auto', ['de'])).day(NOW, NOW)).toBe('Heute')
  })

  it('tell the time by the clock that is chosen', () => {
    expect(english('12').time(NOW)).toMatch(/03:04\sPM/)
    expect(english('24').time(NOW)).toBe('15:04')
  })

  it('tell how long ago something was', () => {
    const { ago } = english()
    expect(ago(NOW - 30_000, NOW)).toBe('this minute')
    expect(ago(NOW - 5 * 60_000, NOW)).toBe('5 minutes ago')
    expect(ago(NOW - 3 * DAY, NOW)).toBe('3 days ago')
    expect(ago(NOW + 60_000, NOW)).toBe('this minute')
  })

  it('tell sizes', () => {
    expect(english().bytes(700)).toBe('700 byte')
    expect(english().bytes(8_388_608)).toBe('8.4 MB')
  })
})
