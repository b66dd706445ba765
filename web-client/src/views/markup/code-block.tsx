import { Check, Copy } from 'lucide'
import { useState } from 'preact/hooks'
import { useI18n } from '../app'
import { IconButton } from '../parts/icon-button'

/** How long the sign of success stays. */
const COPIED_MILLIS = 1_500

export function CodeBlock({ text }: { text: string }) {
  const { t } = useI18n()
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true)
      setTimeout(() => {
        setCopied(false)
      }, COPIED_MILLIS)
    })
  }
  return (
    <div class="code-block" dir="ltr">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <IconButton
        class="code-copy"
        icon={copied ? Check : Copy}
        label={t(copied ? 'code.copied' : 'code.copy')}
        onClick={copy}
      />
    </div>
  )
}
