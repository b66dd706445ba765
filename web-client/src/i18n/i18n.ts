import { en } from './en'
import { type Formats, formats } from './formats'
import { type Catalogue, type Translate, translator } from './words'

export type { Key } from './words'

/** All that is said in one language. */
export type I18n = Readonly<{ language: Language; t: Translate }> & Formats

export type Language = 'en' | 'de' | 'zh'

/** English comes with the page, the others when they are wanted. */
const CATALOGUES: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de')).de,
  zh: async () => (await import('./zh')).zh,
}

export function english(clock: 'auto' | '12' | '24' = 'auto'): I18n {
  return speaking('en', 'en', en, clock)
}

/**
 * The language that was chosen, or else the first of the browser's that there is.
 *
 * @param preferred the browser's languages, such as `de-AT`; the one that fits also says how times
 *   and numbers are written
 */
export async function i18n(
  choice: 'auto' | Language,
  clock: 'auto' | '12' | '24',
  preferred: readonly string[],
): Promise<I18n> {
  const language = choice === 'auto' ? best(preferred) : choice
  const region = preferred.find((tag) => base(tag) === language) ?? language
  return speaking(language, region, await CATALOGUES[language](), clock)
}

function speaking(
  language: Language,
  region: string,
  catalogue: Catalogue,
  clock: 'auto' | '12' | '24',
): I18n {
  return { language, t: translator(region, catalogue), ...formats(region, clock) }
}

function best(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = base(tag)
    if (language === 'en' || language === 'de' || language === 'zh') return language
  }
  return 'en'
}

function base(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? ''
}
