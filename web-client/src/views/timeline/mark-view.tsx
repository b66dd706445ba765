import { Check, CheckCheck, CircleAlert, Clock, type IconNode, LoaderCircle } from 'lucide'
import type { Mark } from '../../state/row'
import { useI18n } from '../app'
import { Icon } from '../parts/icon'

const ICONS: Readonly<Record<Mark, IconNode>> = {
  waiting: Clock,
  sending: LoaderCircle,
  stored: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
}

/** What became of a message of one's own. */
export function MarkView({ mark }: { mark: Mark }) {
  const { t } = useI18n()
  const words = t(`mark.${mark}`)
  return (
    <span class="mark" data-mark={mark} title={words}>
      <Icon of={ICONS[mark]} />
      <span class="visually-hidden">{words}</span>
    </span>
  )
}
