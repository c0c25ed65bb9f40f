"""The outbox: letters that wait, went, were held or came back; print batches; what stands on every letter."""
