import '../../style/settings.css'
import type { Key } from '../../i18n/i18n'
import { useI18n } from '../app'
import { Dialog } from '../parts/dialog'

const MOD = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'

type Line = readonly [what: Key, ...keys: (readonly string[])[]]

const EVERYWHERE: readonly Line[] = [
  ['keys.help', ['?']],
  ['keys.rooms', [MOD, 'K']],
  ['keys.search', [MOD, 'Shift', 'F']],
  ['keys.members', [MOD, 'Shift', 'M']],
  ['keys.settings', [MOD, ',']],
  ['keys.next', ['Alt', '↑'], ['Alt', '↓']],
  ['keys.next-unread', ['Alt', 'Shift', '↑'], ['Alt', 'Shift', '↓']],
  ['keys.latest', ['Esc']],
]

const WRITING: readonly Line[] = [
  ['keys.send', ['Enter']],
  ['keys.line', ['Shift', 'Enter']],
  ['keys.edit-last', ['↑']],
  ['keys.complete', ['Tab']],
]

const MESSAGE: readonly Line[] = [
  ['keys.move', ['↑'], ['↓']],
  ['keys.answer', ['R']],
  ['keys.edit', ['E']],
  ['keys.react', ['+']],
  ['keys.more', ['Enter']],
]

/** All keys that do something. */
export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useI18n()
  return (
    <Dialog title={t('keys.title')} wide onClose={onClose}>
      <div class="keys">
        <Lines title={t('keys.everywhere')} lines={EVERYWHERE} />
        <Lines title={t('keys.writing')} lines={WRITING} />
        <Lines title={t('keys.message')} lines={MESSAGE} />
      </div>
    </Dialog>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  const { t } = useI18n()
  const say = t as (key: Key) => string
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {lines.map(([what, ...keys]) => (
          <div key={what} class="keys-line">
            <dt>{say(what)}</dt>
            <dd>
              {keys.map((combination) => (
                <span key={combination.join('+')} class="keys-one">
                  {combination.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
