import { en } from './en'

type English = typeof en

export type Key = keyof English

/** A text with a form for each plural category that its language has. */
export type Plural = Readonly<{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>>

/** A language's texts; one that lacks a key, or has one too many, does not compile. */
export type Catalogue = {
  readonly [K in Key]: English[K] extends string ? string : Plural
}

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never

type Wanted<K extends Key> = English[K] extends { other: infer Other }
  ? Names<Other> | 'count'
  : Names<English[K]>

/** The values that a text asks for. */
export type Values<K extends Key> = [Wanted<K>] extends [never]
  ? []
  : [values: Readonly<Record<Wanted<K>, string | number>>]

export type Translate = <K extends Key>(key: K, ...values: Values<K>) => string

export function translator(language: string, catalogue: Catalogue): Translate {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  return (key, ...[given]) => {
    const values: Readonly<Record<string, string | number>> = given ?? {}
    const entry: string | Plural = catalogue[key]
    const text = typeof entry === 'string' ? entry : form(entry, rules, values.count)
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      if (value === undefined) return whole
      return typeof value === 'number' ? numbers.format(value) : value
    })
  }
}

function form(entry: Plural, rules: Intl.PluralRules, count: string | number | undefined): string {
  return entry[rules.select(Number(count))] ?? entry.other
}
