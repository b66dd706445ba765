import { File as FileIcon, X } from 'lucide'
import { useMemo } from 'preact/hooks'
import type { Upload } from '../../state/upload'
import { useActions, useI18n, useSelect } from '../app'
import { Icon } from '../parts/icon'
import { IconButton } from '../parts/icon-button'

/** The files that will go with the draft. */
export function Uploads({ room }: { room: string }) {
  const { t } = useI18n()
  const all = useSelect((state) => state.uploads)
  const uploads = useMemo(() => all.filter((upload) => upload.room === room), [all, room])
  if (uploads.length === 0) return null
  return (
    <ul class="uploads" aria-label={t('composer.files')}>
      {uploads.map((upload) => (
        <One key={upload.key} upload={upload} />
      ))}
    </ul>
  )
}

function One({ upload }: { upload: Upload }) {
  const { t, bytes } = useI18n()
  const { detach } = useActions()
  return (
    <li class="upload" data-status={upload.status}>
      <Icon of={FileIcon} />
      <span class="file-name">
        <bdi>{upload.name}</bdi>
      </span>
      {upload.status === 'failed' ? (
        <span class="fault" role="alert">
          {upload.failure?.message ?? t('upload.failed')}
        </span>
      ) : (
        <span class="file-size">{bytes(upload.size)}</span>
      )}
      {upload.status === 'uploading' ? (
        <progress
          max={1}
          value={upload.progress}
          aria-label={t('upload.progress', { name: upload.name })}
        />
      ) : null}
      <IconButton
        icon={X}
        label={t('upload.remove', { name: upload.name })}
        onClick={() => {
          detach(upload.key)
        }}
      />
    </li>
  )
}
