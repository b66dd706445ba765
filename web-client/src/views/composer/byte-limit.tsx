import { useMemo } from 'preact/hooks'
import { useI18n, useSelect } from '../app'

/** From which part of the limit on it is shown how much is left. */
const NEAR = 0.8

/** How much more fits into one message, once that matters. */
export function ByteLimit({ text }: { text: string }) {
  const { t, number } = useI18n()
  const most = useSelect((state) => state.server.maxBodyBytes)
  const used = useMemo(() => bytesOf(text, most), [text, most])
  if (used < most * NEAR) return null
  const over = used - most
  return over > 0 ? (
    <p class="fault" role="alert">
      {t('composer.too-large', { bytes: number(over) })}
    </p>
  ) : (
    <p class="hint">{t('composer.left', { bytes: number(-over) })}</p>
  )
}

/** The size of a text in JSON; short ones need not be counted. */
function bytesOf(text: string, most: number): number {
  const longest = text.length * 6 + 2
  return longest < most * NEAR ? longest : new TextEncoder().encode(JSON.stringify(text)).length
}
