"""What is stored of messages: messages, bookings and the travellers of a leg, sealed by tier."""
