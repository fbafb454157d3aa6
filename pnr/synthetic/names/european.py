"""Central and West European, and Iberian names, in their own letters. Order is frequency, invented."""

from __future__ import annotations

CENTRAL_SURNAMES = (
    """
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf
Schröder
Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Krause Lehmann Köhler Maier König Huber Gruber
Steiner Moser Egger Novák Svoboda Dvořák Horváth Nagy Szabó Kovács Tóth Keller Meier Brunner Baumann Frei
Smith Jones Taylor Brown Williams Wilson Evans Roberts Walker Wright Hughes Green Rossi Russo Ferrari Esposito
Bianchi Romano Colombo Ricci Marino Greco Martin Bernard Dubois Moreau Laurent Lefèvre Girard Mercier Jansen
De Vries Van Dijk Bakker Visser Nielsen Hansen Andersson Johansson Lindqvist Kowalski Wiśniewski Zieliński
""".replace("De Vries", "De_Vries")
    .replace("Van Dijk", "Van_Dijk")
    .split()
)

CENTRAL_MEN = """
Thomas Michael Andreas Peter Stefan Christian Martin Markus Daniel Alexander Jürgen Klaus Wolfgang Günther
Jörg
Matthias Sebastian Tobias Florian Lukas Felix Jan Pavel Tomáš Gábor István James John David Paul Mark Andrew
Marco Luca Giuseppe Antonio Jean-Pierre Philippe François Nicolas Lars Erik Björn Søren Piotr
""".split()

CENTRAL_WOMEN = """
Anna Maria Sabine Susanne Petra Monika Julia Katharina Claudia Birgit Andrea Martina Nicole Stefanie Christina
Ursula Renate Käthe Lena Laura Hannah Eva Jana Zsófia Katalin Sarah Emma Emily Charlotte Giulia Chiara
Francesca Marie-Claire Sophie Camille Élise Ingrid Astrid Magdalena Agnieszka Małgorzata
""".split()

CENTRAL_RARE_STEMS = """
Birken Ebers Falken Gersten Hagen Immen Kessel Linden Moosen Nieder Ochsen Quellen Rauten Silber Tannen Ulmen
Wachol Ziegel Brücken Döben Föhren Grün Küster Löwen Mühlen
""".split()
CENTRAL_RARE_ENDINGS = ("hofer", "bacher", "reuter", "stätter", "auer", "kamp")

IBERIAN_SURNAMES = """
García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Ruiz Díaz Moreno Muñoz Álvarez Romero
Alonso Gutiérrez Navarro Torres Domínguez Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa
Fernandes Gonçalves Gomes Lopes Marques Almeida Ribeiro Carvalho Teixeira Moreira Correia Souza Lima Araújo
Castro Ortega Herrera Mendoza Vargas Rojas Salazar Peña Núñez
""".split()

IBERIAN_MEN = """
José Antonio Manuel Francisco Juan David Javier Carlos Jesús Miguel Pedro João Luís Rui Paulo Tiago Bruno
Rafael Fernando Sergio Andrés Álvaro Diego Gustavo Ricardo Marcelo Hernán Iván Gonçalo
""".split()

IBERIAN_WOMEN = """
María Carmen Ana Isabel Laura Cristina Marta Lucía Elena Sofía Paula Beatriz Inês Joana Mariana Catarina Sónia
Patrícia Fernanda Juliana Camila Valentina Gabriela Rocío Begoña Concepción Adriana Luísa
""".split()

IBERIAN_RARE_STEMS = """
Albarr Barroc Cañiz Dorrel Espinh Fontar Galdam Hinojal Juncal Laredin Morgad Noguer Olmed Pedreg Quintan
Retam Sotil Tomell Urzaiz Valcar
""".split()
IBERIAN_RARE_ENDINGS = ("eda", "osa", "eira", "ón", "ales")
