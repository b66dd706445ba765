/** Narrowing of what came over the wire: nothing of it is believed before it was looked at. */

export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A count or sequence: an integer of 0 or more. */
export function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** An ISO time, in milliseconds of the epoch. */
export function time(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isNaN(at) ? undefined : at
}

export function oneOf<Word extends string>(
  words: readonly Word[],
  value: unknown,
): Word | undefined {
  return words.find((word) => word === value)
}

/** The items that can be understood; the others are left out. */
export function list<Item>(
  value: unknown,
  parse: (item: unknown) => Item | undefined,
): readonly Item[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) => {
    const parsed = parse(item)
    return parsed === undefined ? [] : [parsed]
  })
}

/** All items, or nothing if one of them cannot be understood. */
export function whole<Item>(
  value: unknown,
  parse: (item: unknown) => Item | undefined,
): readonly Item[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items = list(value, parse)
  return items.length === value.length ? items : undefined
}

/** An optional member, present only if it has a value: what is absent stays absent. */
export function maybe<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Readonly<Record<Name, Value>>> {
  return value === undefined ? {} : ({ [name]: value } as Readonly<Record<Name, Value>>)
}
