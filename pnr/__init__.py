"""What airlines send.

Lives here: wire formats, papers, the model of flights, bookings and travellers, the sensitive-data
gate, carriers and schedule, and the stored records of bookings.

Never here: a judgement about a person, a watchlist, a page, a network call.
"""
