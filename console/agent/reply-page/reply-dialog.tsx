import { useState } from 'preact/hooks'
import { type CannedReply, replyBounds } from '#shared/canned-reply.ts'
import { languages } from '#shared/knowledge.ts'
import { usePermission } from '../../shell/desk-context.ts'
import { Dialog } from '../../shell/dialog.tsx'
import { Banner } from '../../shell/parts.tsx'
import { t } from '../../texts/texts.ts'
import type { RepliesModel } from '../writing/replies/replies-model.ts'
import { ReplyTextField } from './reply-text-field.tsx'
import { RemoveDialog, ScopeChoice, ToolFoot, useToolChange } from './tool-dialog-parts.tsx'

interface DialogProps {
  model: RepliesModel
  /** `undefined` for a new one. */
  reply: CannedReply | undefined
  onClose: () => void
}

/** One ready-made reply: made, changed, removed; or only read, where it is everybody's and one's role may not. */
export function ReplyDialog({ model, reply, onClose }: DialogProps) {
  const mayShare = usePermission('knowledge:write')
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [title, setTitle] = useState(reply?.title ?? '')
  const [topic, setTopic] = useState(reply?.topic ?? '')
  const [texts, setTexts] = useState({ en: reply?.texts.en ?? '', zh: reply?.texts.zh ?? '' })
  const [isShared, setShared] = useState(reply?.shared ?? mayShare)
  const [isRemoving, setRemoving] = useState(false)
  const words = t().tools.replies
  const isReadOnly = reply?.shared === true && !mayShare
  const heading = reply === undefined ? words.newTitle : isReadOnly ? words.readTitle : words.editTitle
  const isBlank =
    shortcut.trim() === '' || title.trim() === '' || (texts.en.trim() === '' && texts.zh.trim() === '')

  const { isBusy, problem, run } = useToolChange(onClose, () => {
    const theirs = newest()
    return theirs && words.conflict(theirs.updatedBy)
  })
  /** The newest state of the reply, so that saving again after a conflict is meant. */
  function newest(): CannedReply | undefined {
    return model.replies.value?.find(({ id }) => id === reply?.id) ?? reply
  }
  function submit(event: Event): void {
    event.preventDefault()
    const content = {
      shortcut,
      title,
      ...(topic.trim() !== '' && { topic }),
      texts: {
        ...(texts.en.trim() !== '' && { en: texts.en }),
        ...(texts.zh.trim() !== '' && { zh: texts.zh }),
      },
    }
    const current = newest()
    void run(() =>
      current === undefined
        ? model.create({ ...content, shared: isShared })
        : model.edit(current.id, { ...content, version: current.version }),
    )
  }

  if (isRemoving && reply !== undefined) {
    return (
      <RemoveDialog
        title={words.removeAsk}
        help={words.removeHelp}
        isBusy={isBusy}
        problem={problem}
        onRemove={() => void run(() => model.remove(reply.id))}
        onBack={() => setRemoving(false)}
        onClose={onClose}
      >
        <code>/{reply.shortcut}</code> <strong>{reply.title}</strong>
      </RemoveDialog>
    )
  }
  return (
    <Dialog key="edit" title={heading} onClose={onClose}>
      <form onSubmit={submit} class="reply-form">
        <label class="field">
          <span>{words.shortcut}</span>
          <input
            class="input"
            autofocus={reply === undefined}
            value={shortcut}
            readOnly={isReadOnly}
            maxLength={replyBounds.shortcut}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setShortcut(event.currentTarget.value)}
          />
          {!isReadOnly && <small class="quiet">{words.shortcutHelp}</small>}
        </label>
        <label class="field">
          <span>{words.name}</span>
          <input
            class="input"
            value={title}
            readOnly={isReadOnly}
            maxLength={replyBounds.title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{words.topic}</span>
          <input
            class="input"
            value={topic}
            readOnly={isReadOnly}
            maxLength={replyBounds.topic}
            onInput={(event) => setTopic(event.currentTarget.value)}
          />
        </label>
        {languages.map((language) => (
          <ReplyTextField
            key={language}
            language={language}
            value={texts[language]}
            isReadOnly={isReadOnly}
            onWrite={(value) => setTexts({ ...texts, [language]: value })}
          />
        ))}
        {!isReadOnly && <small class="quiet">{words.textsHelp}</small>}
        {reply === undefined && mayShare && <ScopeChoice isShared={isShared} onShare={setShared} />}
        {problem !== undefined && <Banner tone="risk">{problem}</Banner>}
        <ToolFoot
          isReadOnly={isReadOnly}
          isDisabled={isBusy || isBlank}
          onRemove={reply === undefined ? undefined : () => setRemoving(true)}
          onClose={onClose}
        />
      </form>
    </Dialog>
  )
}
